import { describe, expect, it } from 'vitest'
import { discovery } from '../../src/adapters/outbound/providers/discovery.ts'
import type { ProviderAnswer } from '../../src/adapters/outbound/providers/provider-http.ts'
import type { OpenIdProviderName } from '../../src/domain/identity.ts'
import { metadataOf } from '../support/hostile-stages.ts'

const issuer = 'https://id.acme.example/realm/'
const acme = { name: 'acme' as OpenIdProviderName, issuer, hosts: ['.api.example'] }
const hour = 60 * 60_000

/** A provider without a network, whose document a test changes, and a clock that it turns. */
function stage(members: Record<string, unknown> = {}) {
  const asked: string[] = []
  const clock = { now: 0 }
  const scene = { members, status: 200, asked, clock }
  const get = async (url: string): Promise<ProviderAnswer> => {
    asked.push(url)
    const json = { ...metadataOf('https://id.acme.example/realm'), issuer, ...scene.members }
    return { status: scene.status, text: '', json }
  }
  return Object.assign(scene, { read: discovery({ get }, acme, () => clock.now) })
}

describe('a discovery document', () => {
  it('is at the issuer without its last slash, and speaks for it with the slash (Discovery 4.1, 4.3)', async () => {
    const { read, asked } = stage()
    expect((await read()).tokenEndpoint).toBe('https://id.acme.example/realm/token')
    expect(asked).toEqual(['https://id.acme.example/realm/.well-known/openid-configuration'])
    await expect(stage({ issuer: issuer.slice(0, -1) }).read()).rejects.toThrow('another issuer')
  })

  it('may send us to hosts that are allowed, and only there', async () => {
    const to = (token_endpoint: string) => stage({ token_endpoint }).read()
    expect((await to('https://eu.api.example/token')).tokenEndpoint).toBe('https://eu.api.example/token')
    for (const elsewhere of ['https://evilapi.example/', 'https://api.example/', 'http://eu.api.example/'])
      await expect(to(elsewhere)).rejects.toThrow('not allowed')
  })

  it('says how we prove ourselves: basic where it says nothing, the body where both will do', async () => {
    const by = async (methods: unknown) =>
      (await stage({ token_endpoint_auth_methods_supported: methods }).read()).clientAuthentication
    expect(await by(undefined)).toBe('client_secret_basic')
    expect(await by(['client_secret_basic'])).toBe('client_secret_basic')
    expect(await by(['client_secret_basic', 'client_secret_post'])).toBe('client_secret_post')
    await expect(by(['private_key_jwt', 'tls_client_auth'])).rejects.toThrow('client authentication')
  })

  it('signs only with algorithms that a public key verifies', async () => {
    const announced = ['none', 'HS256', 'HS512', 'ES256', 'RS256', 'toString']
    const { algorithms } = await stage({ id_token_signing_alg_values_supported: announced }).read()
    expect(algorithms).toEqual(['ES256', 'RS256'])
  })

  it('is read by one call at a time, and again after an hour, behind the back of who logs in', async () => {
    const { read, asked, clock } = stage()
    await Promise.all([read(), read(), read()])
    clock.now += hour - 1
    await read()
    expect(asked).toHaveLength(1)
    clock.now += 1
    expect((await read()).algorithms).toEqual(['RS256'])
    expect(asked).toHaveLength(2)
  })

  it('keeps its word through an outage, with the keys at hand, but not for more than a day', async () => {
    const scene = stage()
    const { keys } = await scene.read()
    scene.status = 503
    scene.clock.now += 23 * hour
    expect((await scene.read()).keys).toBe(keys)
    scene.clock.now += hour
    await expect(scene.read()).rejects.toThrow('answered 503')
    scene.status = 200
    expect((await scene.read()).keys).toBe(keys)
  })

  it('that turns into a lie is not believed for more than a day either', async () => {
    const scene = stage()
    await scene.read()
    scene.members = { issuer: 'https://evil.example/' }
    scene.clock.now += 24 * hour
    await expect(scene.read()).rejects.toThrow('another issuer')
  })
})
