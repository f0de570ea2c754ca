import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** Where the proxy says that everybody comes from (RFC 5737: nobody does). */
export const clientAddress = '203.0.113.7'

/**
 * A proxy as deploy/caddy/Caddyfile sets one up: each request to the next of the ports, over connections that are
 * kept; to another when it cannot be connected to; never again what may have arrived. Answers its own port.
 */
export async function roundRobin(ports: readonly number[]): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  let turn = 0
  const forward = (from: IncomingMessage, to: ServerResponse, body: Buffer, left: number) => {
    const port = ports[turn++ % ports.length]
    const headers = { ...from.headers, 'x-forwarded-for': clientAddress }
    const passed = request({ port, agent, method: from.method, path: from.url, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => to.destroy()).pipe(to)
    })
    passed.on('error', (error: NodeJS.ErrnoException) => {
      if (to.headersSent) to.destroy()
      else if (error.code === 'ECONNREFUSED' && left > 0) forward(from, to, body, left - 1)
      else to.writeHead(502).end()
    })
    passed.end(body)
  }
  const server = createServer(async (from, to) => {
    const chunks: Buffer[] = []
    for await (const chunk of from) chunks.push(chunk)
    forward(from, to, Buffer.concat(chunks), ports.length - 1)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    agent.destroy()
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}
