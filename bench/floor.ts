import { randomUUIDv7 } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { JSONWebKeySet } from 'jose'
import { createLocalJWKSet, jwtVerify } from 'jose'
import pg from 'pg'
import { Pool } from 'undici'
import { awaitedEvents } from '../src/adapters/inbound/worker/consumers.ts'
import { postgresLogins } from '../src/adapters/outbound/postgres/logins.ts'
import type { ProviderName, Subject } from '../src/domain/identity.ts'
import { open, origin, seal, secret, sha256, sign } from './floor-tokens.ts'
import { serve } from './part.ts'

/**
 * The least that a login can be in Node: bare `node:http`, one keep-alive client, the same cryptography, and
 * the product's own two statements, so that both sides ask the same of PostgreSQL. No routing, no validation, no
 * limits, no deadlines, no negotiation, no log, no security headers.
 */
const { DATABASE_URL = '', KAKAO_AUTH_URL: kakaoUrl = '', KAKAO_CLIENT_ID: clientId = '' } = process.env
const redirectUri = `${origin}/auth/kakao/callback`
const kakao = new Pool(kakaoUrl, { connections: 50, keepAliveTimeout: 10_000 })
const logins = postgresLogins(new pg.Pool({ connectionString: DATABASE_URL, max: 10 }), awaitedEvents)
const keys = createLocalJWKSet((await call('GET', '/.well-known/jwks.json')) as unknown as JSONWebKeySet)

serve((request, response) => {
  const [path, query] = (request.url ?? '').split('?')
  const answer = path === '/auth/kakao/login' ? begin(response) : callback(request, response, query ?? '')
  answer.catch((error: unknown) => response.writeHead(500).end(String(error)))
})

async function begin(response: ServerResponse): Promise<void> {
  const [state = '', nonce = '', codeVerifier = ''] = [secret(), secret(), secret()]
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    nonce,
    code_challenge: sha256(codeVerifier),
    code_challenge_method: 'S256',
  })
  const sealed = await seal({ state, nonce, codeVerifier })
  response.writeHead(302, {
    location: `${kakaoUrl}/oauth/authorize?${query}`,
    'content-length': 0,
    'set-cookie': `attempt=${sealed}; Path=/; HttpOnly; SameSite=Lax; Max-Age=600`,
  })
  response.end()
}

async function callback(request: IncomingMessage, response: ServerResponse, query: string): Promise<void> {
  const returned = new URLSearchParams(query)
  const attempt = await open(request.headers.cookie?.replace('attempt=', '') ?? '')
  if (attempt.state !== returned.get('state')) throw new Error('the state is another')
  const tokens = await exchange(returned.get('code') ?? '', attempt.codeVerifier)
  const { payload } = await jwtVerify(tokens.id_token, keys, { issuer: kakaoUrl, audience: clientId })
  if (payload.nonce !== attempt.nonce) throw new Error('the nonce is another')
  const identity = { provider: 'kakao' as ProviderName, subject: payload.sub as Subject }
  const session = newSession(request)
  const signedIn = await logins.signIn(identity, session.stored)
  const [status, body] =
    signedIn.kind === 'signed_in'
      ? [200, await signedInBody(signedIn.user, signedIn.sessionId, session.refreshToken)]
      : [202, await signupBody(identity, tokens.access_token)]
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'set-cookie': 'attempt=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
  })
  response.end(text)
}

async function signedInBody(user: { id: string; nickname: string }, sid: string, refreshToken: string) {
  const accessToken = await sign({ sid }, user.id, 600)
  return {
    status: 'signed_in',
    token_type: 'Bearer',
    access_token: accessToken,
    expires_in: 600,
    refresh_token: refreshToken,
    user,
  }
}

async function signupBody(identity: Parameters<typeof logins.firstSeen>[0], accessToken: string) {
  const authorization = `Bearer ${accessToken}`
  const { kakao_account } = await call('GET', '/v2/user/me?secure_resource=true', { authorization })
  const id = await logins.firstSeen(identity, (await seal(kakao_account)) as never)
  return { status: 'signup_required', signup_token: await sign({}, id, 604_800), expires_in: 604_800 }
}

async function exchange(code: string, codeVerifier: string) {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: codeVerifier,
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return (await call('POST', '/oauth/token', headers, form.toString())) as Record<
    'id_token' | 'access_token',
    string
  >
}

async function call(method: 'GET' | 'POST', path: string, headers = {}, body: string | null = null) {
  const { statusCode, body: answer } = await kakao.request({ method, path, headers, body })
  const json = (await answer.json()) as Record<string, unknown>
  if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`)
  return json
}

function newSession(request: IncomingMessage) {
  const refreshToken = secret()
  const device = {
    userAgent: request.headers['user-agent'] ?? null,
    address: request.socket.remoteAddress ?? '',
  }
  const stored = { id: randomUUIDv7(), refreshTokenHash: sha256(refreshToken), ttlSeconds: 1_209_600, device }
  return { refreshToken, stored: stored as Parameters<typeof logins.signIn>[1] }
}
