import { createHash } from 'node:crypto'
import { startSimulator } from '../../src/infrastructure/simulator/simulator.ts'

export const application = {
  appId: '1000001',
  kakao: { clientId: 'rest-key', clientSecret: 'rest-secret', adminKey: 'admin-key' },
}
export const REDIRECT_URI = 'http://localhost:3000/auth/kakao/callback'
export const COMPLETE = '1000000001'
export const NO_EMAIL = '1000000002'
export const UNVERIFIED = '1000000003'
export const EXPIRED = '1000000004'
export const UNNAMED = '1000000005'
export const CANCELLER = '1000000006'

type Fields = Record<string, string>
// `undefined` takes a parameter out of the usual ones.
export type Changes = Record<string, string | undefined>

const merged = (usual: Fields, changes: Changes): Fields =>
  Object.fromEntries(
    Object.entries({ ...usual, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )

export const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')

/** A simulator on a free port with a clock to turn, and the calls an application would make. */
export const simulated = async () => {
  const clock = { now: new Date('2026-11-01T09:00:00Z') }
  const options = { host: '127.0.0.1', port: 0, publicUrl: 'http://localhost:3000', application }
  const { url, close } = await startSimulator({ ...options, now: () => clock.now })
  const usual = { client_id: 'rest-key', redirect_uri: REDIRECT_URI, response_type: 'code', state: 'a state' }

  const authorizeUrl = (changes: Changes = {}) =>
    `${url}/oauth/authorize?${new URLSearchParams(merged(usual, changes))}`
  const authorize = (changes: Changes = {}, headers: Fields = {}) =>
    fetch(authorizeUrl(changes), { redirect: 'manual', headers })
  const returned = (response: Response) => new URL(response.headers.get('location') ?? 'none:').searchParams
  const codeOf = async (personId: string, changes: Changes = {}) =>
    returned(await authorize({ login_hint: personId, prompt: 'none', ...changes })).get('code') ?? ''

  const post = (path: string, body: Fields | [string, string][], headers: Fields = {}) =>
    fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(body), headers, redirect: 'manual' })
  const credentials = { client_id: 'rest-key', client_secret: 'rest-secret' }
  const exchange = (code: string, changes: Changes = {}) =>
    post(
      '/oauth/token',
      merged({ grant_type: 'authorization_code', ...credentials, redirect_uri: REDIRECT_URI, code }, changes),
    )
  const refresh = (refreshToken: string, changes: Changes = {}) =>
    post(
      '/oauth/token',
      merged({ grant_type: 'refresh_token', ...credentials, refresh_token: refreshToken }, changes),
    )

  const tokensOf = async (personId: string, changes: Changes = {}) =>
    (await (await exchange(await codeOf(personId, changes))).json()) as Tokens
  const api = (path: string, accessToken: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${accessToken}` } })
  const adminApi = (path: string, body: Fields, key = 'admin-key') =>
    post(path, body, { authorization: `KakaoAK ${key}` })
  const turn = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1000)
  }
  return {
    url,
    close,
    turn,
    clock,
    authorizeUrl,
    authorize,
    returned,
    codeOf,
    post,
    exchange,
    refresh,
    tokensOf,
    api,
    adminApi,
  }
}
export type Simulated = Awaited<ReturnType<typeof simulated>>

export type Tokens = {
  token_type: string
  access_token: string
  id_token?: string
  expires_in: number
  refresh_token?: string
  refresh_token_expires_in?: number
  scope?: string
}
