import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { CryptoKey, JWK } from 'jose'
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** A Kakao that says whatever a test wants it to, and remembers who asked for what. */
export type HostileKakao = {
  readonly url: string
  readonly clientId: string
  /** Every call so far, by path. */
  readonly calls: string[]
  /** What the token endpoint was sent so far. */
  readonly forms: URLSearchParams[]
  /** Its public key, as a key of its set and as it would be misused for HMAC. */
  readonly publicJwk: JWK
  /** What each of its addresses answers; a test replaces what it is about. */
  answers: { token: Answer; jwks: Answer; user: Answer; elsewhere: Answer }
  /** An id_token of the usual kind, with some claims or header members of the test's own. */
  idToken(nonce: string, claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
  sign(
    claims: Record<string, unknown>,
    header: Record<string, unknown>,
    key?: CryptoKey | Uint8Array,
  ): Promise<string>
  /** Signs with the same key by another algorithm of RSA. */
  signOtherwise(claims: Record<string, unknown>, algorithm: 'PS256' | 'RS512'): Promise<string>
  /** Lets one person through: an id_token for this nonce and, at `/v2/user/me`, this account of theirs. */
  vouch(nonce: string, person?: { subject?: string; account?: unknown }): Promise<void>
  /** Honest again, but for the id_token that only a nonce can make. */
  reset(): void
  close(): Promise<void>
}

/** What it gives beside an id_token. */
export const tokens = {
  token_type: 'bearer',
  access_token: 'provider-access-token',
  expires_in: 21_599,
  refresh_token: 'provider-refresh-token',
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

export async function startHostileKakao(subject: string): Promise<HostileKakao> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
  const clientId = 'rest-api-key'
  const calls: string[] = []
  const forms: URLSearchParams[] = []
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname
    calls.push(path)
    if (path === '/oauth/token') forms.push(new URLSearchParams(await text(request)))
    const { token, jwks, user, elsewhere } = kakao.answers
    const answer =
      { '/oauth/token': token, '/.well-known/jwks.json': jwks, '/v2/user/me': user }[path] ?? elsewhere
    void answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const sign: HostileKakao['sign'] = (claims, header, key = privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header }).sign(key)
  const idToken: HostileKakao['idToken'] = (nonce, claims = {}, header = {}) => {
    const now = Math.floor(Date.now() / 1_000)
    const usual = {
      iss: url,
      aud: clientId,
      sub: subject,
      iat: now,
      exp: now + 21_599,
      auth_time: now,
      nonce,
    }
    return sign({ ...usual, ...claims }, header)
  }
  const honest = (): HostileKakao['answers'] => ({
    token: json(tokens),
    jwks: json({ keys: [publicJwk] }),
    user: raw(`{"id":${subject},"kakao_account":{}}`, 'application/json'),
    elsewhere: json({}, 404),
  })
  const kakao: HostileKakao = {
    url,
    clientId,
    calls,
    forms,
    publicJwk,
    answers: honest(),
    idToken,
    sign,
    async signOtherwise(claims, alg) {
      const key = (await importJWK(await exportJWK(privateKey), alg)) as CryptoKey
      return sign(claims, { alg }, key)
    },
    async vouch(nonce, { subject: who = subject, account = {} } = {}) {
      const idTokenOfThem = await idToken(nonce, { sub: who })
      kakao.answers.token = json({ ...tokens, id_token: idTokenOfThem })
      const user = `{"id":${who},"kakao_account":${JSON.stringify(account)}}`
      kakao.answers.user = raw(user, 'application/json')
    },
    reset() {
      kakao.answers = honest()
      calls.length = 0
      forms.length = 0
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return kakao
}
