import { once } from 'node:events'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import type { ClientMetadata, Configuration } from 'oidc-provider'
import Provider from 'oidc-provider'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { jweSeals } from '../../src/adapters/outbound/tokens/seals.ts'
import type { SealedProviderToken } from '../../src/application/ports/seals.ts'
import { authorized, completeSignup, newClient } from '../support/client.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { secret, startService } from '../support/service.ts'

vi.setConfig({ testTimeout: 60_000 })

const person = {
  sub: 'stranger|gildong',
  nickname: '길동',
  name: 'Hong Gildong',
  picture: 'https://img.example/1.jpg',
  email: 'gildong@example.com',
  email_verified: true,
}

const registration = {
  client_id: 'daemun',
  // With everything that the encoding of Basic is there for (RFC 6749 2.3.1).
  client_secret: 'a secret: with/all+of%it',
  response_types: ['code'],
  grant_types: ['authorization_code'],
} satisfies Partial<ClientMetadata>

type Given = {
  readonly client?: Partial<ClientMetadata>
  readonly configuration?: Configuration
  readonly algorithm?: string
  readonly env?: NodeJS.ProcessEnv
}

/** panva's certified provider, on a port of its own, and a service that knows no more of it than its issuer. */
async function strangers({ client = {}, configuration = {}, algorithm = 'RS256', env = {} }: Given = {}) {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => closed(server))
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const service = await startService({
    OIDC_PANVA_ISSUER: issuer,
    OIDC_PANVA_CLIENT_ID: registration.client_id,
    OIDC_PANVA_CLIENT_SECRET: registration.client_secret,
    ...env,
  })
  onTestFinished(() => service.stop())
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kid: 'k1', alg: algorithm, use: 'sig' }
  const redirect_uris = [`${service.url}/auth/panva/callback`]
  const provider = new Provider(issuer, {
    clients: [
      { ...registration, redirect_uris, id_token_signed_response_alg: algorithm as 'RS256', ...client },
    ],
    enabledJWA: { idTokenSigningAlgValues: [algorithm as 'RS256'] },
    jwks: { keys: [key] },
    claims: { openid: ['sub'], profile: ['nickname', 'name', 'picture'], email: ['email', 'email_verified'] },
    findAccount: async (_context, accountId) => ({ accountId, claims: async () => person }),
    pkce: { required: () => true },
    cookies: { keys: ['for tests alone'] },
    ...configuration,
  })
  server.on('request', provider.callback())
  return { service, issuer, provider }
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

/** Follows the provider's redirects and presses the buttons of its pages, until it sends the browser back to us. */
async function visit(address: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next: { url: string; form?: Record<string, string> } = { url: address }
  for (let steps = 0; steps < 12; steps += 1) {
    if (!next.url.startsWith(issuer)) return next.url
    const answer = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(next.form && { method: 'POST', body: new URLSearchParams(next.form) }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location) next = { url: new URL(location, next.url).href }
    else next = buttonOf(await answer.text(), answer.status)
  }
  throw new Error('the provider sends the browser round in circles')
}

function buttonOf(page: string, status: number) {
  const action = /action="([^"]+)"/.exec(page)?.[1]
  if (!action)
    throw new Error(`the provider shows a page without a button (${status}): ${page.slice(0, 500)}`)
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? ''
  const login = prompt === 'login' ? { login: person.sub, password: 'any' } : {}
  return { url: action, form: { prompt, ...login } }
}

async function login({ service, issuer }: { service: Service; issuer: string }) {
  const client = newClient(service)
  const begun = await client.fetch('/auth/panva/login')
  expect(begun.status).toBe(302)
  const back = await visit(begun.headers.get('location') ?? '', issuer)
  return { client, back, answer: await client.fetch(back) }
}

/** Issue 5.2: our adapter by configuration alone, at a server that we did not write. */
describe("panva's oidc-provider", () => {
  it('takes a newcomer to a signup with all that it tells, and the user back in', async () => {
    const site = await strangers()
    const { client, back, answer } = await login(site)
    expect(new URL(back).searchParams.get('iss')).toBe(site.issuer)
    expect(answer.status).toBe(202)
    const { signup_token: token } = (await answer.json()) as { signup_token: string }
    expect((await completeSignup(client, token)).status).toBe(201)
    const again = await login(site)
    expect(await again.answer.json()).toMatchObject({ status: 'signed_in' })
    expect(await site.service.query('select provider, subject from identities')).toEqual([
      { provider: 'panva', subject: person.sub },
    ])
  })

  const ways: [what: string, given: Given][] = [
    [
      'that takes Basic alone',
      {
        client: { token_endpoint_auth_method: 'client_secret_basic' },
        configuration: { clientAuthMethods: ['client_secret_basic'] },
      },
    ],
    [
      'that takes the body and Basic, of which the body is ours',
      {
        client: { token_endpoint_auth_method: 'client_secret_post' },
        configuration: { clientAuthMethods: ['client_secret_basic', 'client_secret_post'] },
      },
    ],
    ['that signs with ES256', { algorithm: 'ES256' }],
    ['that signs with PS256', { algorithm: 'PS256' }],
    ['that tells the profile in the id_token', { configuration: { conformIdTokenClaims: false } }],
  ]
  it.each(ways)('lets us in %s, and tells the profile', async (_what, given) => {
    const post = { token_endpoint_auth_method: 'client_secret_post' as const }
    const { answer } = await login(await strangers({ ...given, client: { ...post, ...given.client } }))
    expect(answer.status).toBe(202)
  })

  const revokings: [what: string, client: Partial<ClientMetadata>][] = [
    ['by Basic', { token_endpoint_auth_method: 'client_secret_basic' }],
    ['in the body', { token_endpoint_auth_method: 'client_secret_post' }],
  ]
  /** RFC 7009; the client authenticates as at the token endpoint. */
  it.each(revokings)('takes back the refresh token of who leaves, %s', async (_what, client) => {
    const method = client.token_endpoint_auth_method ?? 'none'
    const { service, issuer, provider } = await strangers({
      client: { ...client, grant_types: ['authorization_code', 'refresh_token'] },
      configuration: {
        clientAuthMethods: [method],
        features: { revocation: { enabled: true } },
        issueRefreshToken: async () => true,
      },
    })
    const { client: browser, answer } = await login({ service, issuer })
    const { signup_token: signupToken } = (await answer.json()) as { signup_token: string }
    const signedIn = await completeSignup(browser, signupToken)
    const { access_token: access } = (await signedIn.json()) as { access_token: string }
    const [kept] = await service.query<{ sealed: SealedProviderToken }>(
      'select sealed_provider_token as sealed from identities',
    )
    const token = kept && (await jweSeals([secret]).openProviderToken(kept.sealed))
    if (!token) throw new Error('no refresh token was kept')
    expect(await provider.RefreshToken.find(token)).toBeDefined()
    expect((await fetch(`${service.url}/users/me`, authorized(access, 'DELETE'))).status).toBe(204)
    await vi.waitFor(async () => expect(await provider.RefreshToken.find(token)).toBeUndefined())
    await vi.waitFor(async () => expect(await service.query('select 1 from provider_unlinks')).toEqual([]))
  })

  it('gives a refresh token that is not kept, where it takes none back', async () => {
    const { service, issuer } = await strangers({
      client: {
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code', 'refresh_token'],
      },
      configuration: { issueRefreshToken: async () => true },
    })
    expect((await login({ service, issuer })).answer.status).toBe(202)
    expect(await service.query('select sealed_provider_token from identities')).toEqual([
      { sealed_provider_token: null },
    ])
  })

  it('maps claims as configured', async () => {
    const env = { OIDC_PANVA_CLAIM_NICKNAME: 'name', OIDC_PANVA_CLAIM_EMAIL_VERIFIED: 'nickname' }
    const { service, ...site } = await strangers({
      env,
      client: { token_endpoint_auth_method: 'client_secret_post' },
    })
    const { answer } = await login({ service, ...site })
    const { signup_token: token } = (await answer.json()) as { signup_token: string }
    const signup = await vi.waitUntil(async () => {
      const read = await fetch(`${service.url}/auth/signup`, {
        headers: { authorization: `Bearer ${token}` },
      })
      return read.status === 200 && ((await read.json()) as object)
    })
    expect(signup).toMatchObject({
      provider: 'panva',
      profile: { nickname: 'Hong Gildong', email: null, image_url: person.picture },
    })
  })

  it('refuses a code the second time, a wrong secret, and an address that is not registered', async () => {
    const post = { token_endpoint_auth_method: 'client_secret_post' as const }
    const site = await strangers({ client: post })
    const { back, client } = await login(site)
    const begun = new URL((await client.fetch('/auth/panva/login')).headers.get('location') ?? '')
    const replay = new URL(back)
    replay.searchParams.set('state', begun.searchParams.get('state') ?? '')
    expect(await told(await client.fetch(replay.href))).toEqual({ status: 400, code: 'invalid_code' })

    const stranger = await strangers({ client: post, env: { OIDC_PANVA_CLIENT_SECRET: 'another' } })
    const { answer } = await login(stranger)
    expect(await told(answer)).toEqual({ status: 502, code: 'provider_unavailable' })
    expect(stranger.service.log.join()).toContain('the client id or secret is wrong')

    const elsewhere = await strangers({ client: { ...post, redirect_uris: ['https://elsewhere.example/'] } })
    await expect(login(elsewhere)).rejects.toThrow(/without a button \(400\)/)
  })
})
