import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newClient, signedUp } from '../support/client.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const readme = readFileSync('README.md', 'utf8')
const python = '/usr/bin/python3'

/** What a resource server must not take: a token of another kind, a changed one, one that is over, one of another issuer. */
type Tokens = { user: string; access: string; refused: Record<string, string> }

/** A block of the README as it stands there, but for the address. */
function recipe(name: string, url: string): string {
  const block = new RegExp(`\`\`\`\\w+ recipe=${name}\\n(.*?)\`\`\``, 's').exec(readme)?.[1]
  if (block === undefined) throw new Error(`the README has no recipe ${name}`)
  return block.replaceAll('https://login.example.com', url)
}

function hasPyJwt(): boolean {
  try {
    execFileSync(python, ['-c', 'import jwt, cryptography'], { stdio: 'ignore' })
    return true
  } catch {
    console.error(
      'SKIPPED: the recipe for PyJWT. Install it: apt-get install python3-jwt python3-cryptography',
    )
    return false
  }
}

describe('the recipes of the README for resource servers', () => {
  let service: Service
  let stranger: Service
  let tokens: Tokens
  // In the repository, so that packages are found as in any other project.
  const directory = mkdtempSync(join(process.cwd(), '.recipes-'))
  beforeAll(async () => {
    service = await startService()
    stranger = await startService()
    tokens = await tokensOf(service, stranger)
  })
  afterAll(async () => {
    rmSync(directory, { recursive: true })
    await service?.stop()
    await stranger?.stop()
  })

  const load = async (name: string) => {
    const file = join(directory, `${name}.mjs`)
    writeFileSync(file, recipe(name, service.url))
    return import(/* @vite-ignore */ pathToFileURL(file).href)
  }

  it('jose: as it is printed', async () => {
    const { userOf } = (await load('jose')) as { userOf(token: string): Promise<string> }
    expect(await userOf(tokens.access)).toBe(tokens.user)
    for (const token of Object.values(tokens.refused)) await expect(userOf(token)).rejects.toThrow()
  })

  it('@fastify/jwt: as it is printed', async () => {
    const { app } = (await load('fastify')) as { app: FastifyInstance }
    const call = (token: string) => app.inject({ url: '/me', headers: { authorization: `Bearer ${token}` } })
    const good = await call(tokens.access)
    expect([good.statusCode, good.body]).toEqual([200, tokens.user])
    const statuses = await Promise.all(
      Object.entries(tokens.refused).map(async ([name, token]) => [name, (await call(token)).statusCode]),
    )
    await app.close()
    for (const [name, status] of statuses) expect([name, status]).not.toEqual([name, 200])
  })

  it.runIf(hasPyJwt())('PyJWT: as it is printed', async () => {
    const file = join(directory, 'recipe.py')
    const judge = [
      'import sys',
      'for token in sys.stdin.read().split():',
      '    try:',
      '        print(user_of(token))',
      '    except Exception as error:',
      '        print("refused")',
    ].join('\n')
    writeFileSync(file, `${recipe('pyjwt', service.url)}\n${judge}\n`)
    const asked = [tokens.access, ...Object.values(tokens.refused)]
    const running = promisify(execFile)(python, [file], { timeout: 20_000 })
    running.child.stdin?.end(asked.join('\n'))
    const { stdout } = await running
    expect(stdout.trim().split('\n')).toEqual([
      tokens.user,
      ...Object.keys(tokens.refused).map(() => 'refused'),
    ])
  })
})

async function tokensOf(service: Service, stranger: Service): Promise<Tokens> {
  const signedIn = await signedUp(service, '901')
  const foreign = await signedUp(stranger, '901')
  const { body } = await newClient(service).login('902')
  const [header, payload = '', signature] = signedIn.access_token.split('.')
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return {
    user: signedIn.user.id,
    access: signedIn.access_token,
    refused: {
      'a signup token': body.signup_token,
      'another user in the same token': [header, encode({ ...claims, sub: foreign.user.id }), signature].join(
        '.',
      ),
      'a token of another issuer': foreign.access_token,
      'no signature at all': `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
    },
  }
}
