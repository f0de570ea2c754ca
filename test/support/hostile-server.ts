import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { CryptoKey, JWK } from 'jose'
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** A server that says whatever a test wants it to, and remembers who asked for what. */
export type HostileServer = {
  readonly url: string
  /** Every call so far, by path. */
  readonly calls: string[]
  /** Every form that was posted so far. */
  readonly forms: URLSearchParams[]
  /** Its public key, as a key of its set and as it would be misused for HMAC. */
  readonly publicJwk: JWK
  sign(
    claims: Record<string, unknown>,
    header?: Record<string, unknown>,
    key?: CryptoKey | Uint8Array,
  ): Promise<string>
  /** Signs with the same key by another algorithm of RSA. */
  signOtherwise(claims: Record<string, unknown>, algorithm: 'PS256' | 'RS512'): Promise<string>
  forget(): void
  close(): Promise<void>
}

/** Answers with JSON. */
export const json =
  (body: unknown, status = 200): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' }).end(JSON.stringify(body))
  }

/** Answers with the very bytes. */
export const raw =
  (body: string | Buffer, contentType: string, status = 200, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': contentType, ...headers }).end(body)
  }

/** Never answers. */
export const silence: Answer = () => {}

/** Answers a byte at a time, for ever. */
export const drip: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{')
  const dripping = setInterval(() => response.write(' '), 200)
  response.on('close', () => clearInterval(dripping))
}

/** Starts one on loopback; `answerAt` is asked anew for each call. */
export async function startHostileServer(
  answerAt: (path: string) => Answer | undefined,
): Promise<HostileServer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const calls: string[] = []
  const forms: URLSearchParams[] = []
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname
    calls.push(path)
    if (request.method === 'POST') forms.push(new URLSearchParams(await text(request)))
    const answer = answerAt(path) ?? json({}, 404)
    void answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sign: HostileServer['sign'] = (claims, header, key = privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header }).sign(key)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    forms,
    publicJwk: { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' },
    sign,
    async signOtherwise(claims, alg) {
      return sign(claims, { alg }, (await importJWK(await exportJWK(privateKey), alg)) as CryptoKey)
    },
    forget() {
      calls.length = 0
      forms.length = 0
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
