import { createSign, generateKeyPairSync } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { serve } from './part.ts'

/**
 * As much of Kakao as a login calls. It remembers nothing: a code is `<subject>.<nonce>`, written by the load,
 * so that no call to the authorization endpoint is needed.
 */
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const kid = 'bench'
const jwks = JSON.stringify({
  keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }],
})
const header = encode({ alg: 'RS256', typ: 'JWT', kid })

serve(async (request, response) => {
  const answer = await answerTo(request)
  response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json;charset=UTF-8' })
  response.end(answer ?? '{}')
})

async function answerTo(request: IncomingMessage): Promise<string | undefined> {
  const path = request.url?.split('?', 1)[0]
  if (path === '/oauth/token') return tokens(`http://${request.headers.host}`, await text(request))
  if (path === '/v2/user/me') return user(request.headers.authorization ?? '')
  return path === '/.well-known/jwks.json' ? jwks : undefined
}

function tokens(issuer: string, form: string): string {
  const parameters = new URLSearchParams(form)
  const [sub, nonce] = (parameters.get('code') ?? '').split('.')
  const iat = Math.floor(Date.now() / 1_000)
  const claims = { iss: issuer, aud: parameters.get('client_id'), sub, nonce, iat, exp: iat + 21_599 }
  const signed = `${header}.${encode({ ...claims, auth_time: iat, nickname: `사람 ${sub}` })}`
  const signature = createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')
  return JSON.stringify({
    token_type: 'bearer',
    access_token: `access-token-of-${sub}`,
    id_token: `${signed}.${signature}`,
    expires_in: 21_599,
    refresh_token: `refresh-token-of-${sub}`,
    refresh_token_expires_in: 5_183_999,
    scope: 'account_email profile_nickname profile_image openid',
  })
}

function user(authorization: string): string {
  const id = authorization.replace('Bearer access-token-of-', '')
  const account = {
    profile: { nickname: `사람 ${id}`, profile_image_url: 'https://img.example.com/1.jpg' },
    is_email_valid: true,
    is_email_verified: true,
    email: `${id}@example.com`,
  }
  // As bare digits, which is how Kakao sends an id.
  return `{"id":${id},"connected_at":"2026-11-01T00:00:00Z","kakao_account":${JSON.stringify(account)}}`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
