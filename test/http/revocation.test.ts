import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { jweSeals } from '../../src/adapters/outbound/tokens/seals.ts'
import type { SealedProviderToken } from '../../src/application/ports/seals.ts'
import { authorized, newClient, signedUp } from '../support/client.ts'
import { freePort } from '../support/free-port.ts'
import type { Service } from '../support/service.ts'
import { secret, startService } from '../support/service.ts'

const tokenEndpoints = {
  naver: '/oauth2.0/token',
  google: '/google/token',
  line: '/line/oauth2/v2.1/token',
  acme: '/openid/token',
} as const
type RevokingProvider = keyof typeof tokenEndpoints
const providers = Object.keys(tokenEndpoints) as RevokingProvider[]

/** Protocols 2.3 and 3.6; RFC 7009. Kakao is told by its admin key: see withdrawal.test.ts. */
describe('a provider that takes a link away for a token', () => {
  let service: Service
  beforeAll(async () => {
    const port = await freePort()
    const client = (name: string) => ({ [`${name}_CLIENT_ID`]: 'app', [`${name}_CLIENT_SECRET`]: 'shh' })
    service = await startService({
      SIMULATOR_PORT: String(port),
      OIDC_ACME_ISSUER: `http://127.0.0.1:${port}/openid`,
      ...client('NAVER'),
      ...client('GOOGLE'),
      ...client('LINE'),
      ...client('OIDC_ACME'),
    })
  })
  afterAll(() => service?.stop())

  const kept = async (provider: string, subject: string) => {
    const [row] = await service.query<{ sealed_provider_token: SealedProviderToken | null }>(
      `select sealed_provider_token from identities where provider = '${provider}' and subject = '${subject}'`,
    )
    const sealed = row?.sealed_provider_token
    return sealed ? jweSeals([secret]).openProviderToken(sealed) : undefined
  }
  const isAlive = async (provider: RevokingProvider, token: string) => {
    const client = { client_id: 'app', client_secret: 'shh' }
    const body = new URLSearchParams({ ...client, grant_type: 'refresh_token', refresh_token: token })
    const answer = await fetch(`${service.simulator}${tokenEndpoints[provider]}`, { method: 'POST', body })
    return 'access_token' in ((await answer.json()) as object)
  }
  const leave = (token: string) => fetch(`${service.url}/users/me`, authorized(token, 'DELETE'))
  const nobodyIsLeftToTell = () =>
    vi.waitUntil(async () => (await service.query('select 1 from provider_unlinks')).length === 0)

  it.each(providers)('%s is shown it when the person leaves', async (provider) => {
    const { access_token: access } = await signedUp(service, '7001', provider)
    const token = (await kept(provider, '7001')) ?? ''
    expect(await isAlive(provider, token)).toBe(true)
    expect((await leave(access)).status).toBe(204)
    await vi.waitUntil(async () => !(await isAlive(provider, token)))
    await nobodyIsLeftToTell()
  })

  it.each(providers)('%s gives another at a later login, or the one before stays', async (provider) => {
    const first = await signedUp(service, '7002', provider)
    const before = (await kept(provider, '7002')) ?? ''
    const { body } = await newClient(service).login('7002', provider)
    expect(body).toMatchObject({ status: 'signed_in', user: { id: first.user.id } })
    const after = (await kept(provider, '7002')) ?? ''
    // Google gives one at the first consent alone.
    expect(after === before).toBe(provider === 'google')
    expect(await isAlive(provider, after)).toBe(true)
    await leave(body.access_token)
    await vi.waitUntil(async () => !(await isAlive(provider, after)))
  })

  it('is shown it when the person takes that login away, and whoever came in by it is signed out', async () => {
    const me = await signedUp(service, '7003')
    const begun = await fetch(`${service.url}/auth/naver/link`, authorized(me.access_token, 'POST'))
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const { location } = (await begun.json()) as { location: string }
    const back = await fetch(`${location}&login_hint=7004&prompt=none`, { redirect: 'manual' })
    const linked = await fetch(back.headers.get('location') ?? '', { headers: { cookie } })
    expect(linked.status).toBe(200)
    const elsewhere = await newClient(service).login('7004', 'naver')
    const token = (await kept('naver', '7004')) ?? ''
    const own = await fetch(`${service.url}/users/me/identities`, authorized(me.access_token))
    const { identities } = (await own.json()) as { identities: { id: string; provider: string }[] }
    const naver = identities.find(({ provider }) => provider === 'naver')
    const removed = await fetch(
      `${service.url}/users/me/identities/${naver?.id}`,
      authorized(me.access_token, 'DELETE'),
    )
    expect(removed.status).toBe(204)
    await vi.waitUntil(async () => !(await isAlive('naver', token)))
    const statusOf = async (access: string) =>
      (await fetch(`${service.url}/users/me`, authorized(access))).status
    expect(await statusOf(elsewhere.body.access_token)).toBe(401)
    expect(await statusOf(me.access_token)).toBe(200)
    await nobodyIsLeftToTell()
  })

  it('leaves nothing of it behind when a signup is given up', async () => {
    const { body } = await newClient(service).login('7005', 'naver')
    expect(await kept('naver', '7005')).toBeDefined()
    await vi.waitUntil(async () => {
      const gone = await fetch(`${service.url}/auth/signup`, authorized(body.signup_token, 'DELETE'))
      return gone.status === 204
    })
    expect(await service.query(`select 1 from identities where subject = '7005'`)).toEqual([])
  })

  it('is not Kakao: of its tokens none is kept', async () => {
    await signedUp(service, '7006')
    expect(await kept('kakao', '7006')).toBeUndefined()
  })
})
