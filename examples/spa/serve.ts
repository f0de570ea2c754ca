import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'

const [, , port = '5173', issuer = 'http://localhost:3000'] = process.argv
const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', ts: 'text/javascript' }

/** What a page that holds tokens should be served with: scripts and calls of its own and Daemun's origin alone. */
const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ${issuer}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const server = createServer(async (request, response) => {
  const { pathname } = new URL(`http://host${request.url}`)
  if (pathname === '/settings.js') return send('text/javascript', `export const issuer = '${issuer}'\n`)
  const [, file = 'index.html', ending = 'html'] = /^\/((?:client|app)[\w/-]*\.(ts|js))$/.exec(pathname) ?? []
  const root = file.startsWith('client/') ? '../../' : './'
  try {
    const text = await readFile(new URL(root + file, import.meta.url), 'utf8')
    // A real application has its bundler do this, or takes the JavaScript of the package.
    return send(types[ending], ending === 'ts' ? stripTypeScriptTypes(text) : text)
  } catch {
    return response.writeHead(404).end()
  }

  function send(type = 'text/html', text: string) {
    const headers = { 'content-security-policy': policy, 'referrer-policy': 'no-referrer' }
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(text)
  }
})
server.listen(Number(port), '127.0.0.1', () => console.log(`ready: http://127.0.0.1:${port}/`))
