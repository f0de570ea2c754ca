import type { JWK } from 'jose'
import { exportJWK, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import type { ProviderAnswer } from '../../src/adapters/outbound/providers/provider-http.ts'
import { providerKeys } from '../../src/adapters/outbound/providers/provider-keys.ts'
import { ProviderFailure } from '../../src/application/ports/identity-providers.ts'

const keyOf = async (kid: string): Promise<JWK> => {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true })
  return { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }
}
const [first, second] = [await keyOf('first'), await keyOf('second')]
const outage = new ProviderFailure('provider_timeout', 'kakao', 'slow')
const minutes = 60_000
const hours = 60 * minutes

/** The address of a provider's keys, which can be turned over, fail, and be counted; and a clock. */
const stage = () => {
  const keys = { calls: 0, published: [first], status: 200, failure: undefined as Error | undefined }
  let now = 0
  const get = async (url: string): Promise<ProviderAnswer> => {
    expect(url).toBe('https://provider.test/jwks.json')
    keys.calls += 1
    await Promise.resolve()
    if (keys.failure) throw keys.failure
    return { status: keys.status, text: '', json: { keys: keys.published } }
  }
  const resolve = providerKeys({ get }, 'https://provider.test/jwks.json', () => now)
  return {
    keys,
    turn: (ms: number) => {
      now += ms
    },
    /** The key of this name, as a token that names it would be verified. */
    find: (kid: string) => resolve({ alg: 'ES256', kid }, { payload: '', signature: '' }),
    /** Until whatever runs in the background has come to its end. */
    settled: () => new Promise((done) => setImmediate(done)),
  }
}
const unknown = expect.objectContaining({ code: 'ERR_JWKS_NO_MATCHING_KEY' })

describe('providerKeys', () => {
  it('fetches when first needed, and then lives on what it holds', async () => {
    const { keys, find, turn } = stage()
    expect(keys.calls).toBe(0)
    expect(await find('first')).toMatchObject({ type: 'public' })
    turn(10 * minutes - 1)
    await find('first')
    expect(keys.calls).toBe(1)
  })

  it('makes one call for fifty logins that need it at once', async () => {
    const { keys, find } = stage()
    await Promise.all(Array.from({ length: 50 }, () => find('first')))
    expect(keys.calls).toBe(1)
  })

  it('refreshes after ten minutes in the background, once, and lets no login wait', async () => {
    const { keys, find, turn, settled } = stage()
    await find('first')
    keys.published = [second]
    turn(10 * minutes)
    await Promise.all(Array.from({ length: 50 }, () => find('first')))
    await settled()
    expect(keys.calls).toBe(2)
    expect(await find('second')).toBeDefined()
    expect(keys.calls).toBe(2)
  })

  it('picks up a new key at once when a token names it, by one call', async () => {
    const { keys, find } = stage()
    await find('first')
    keys.published = [first, second]
    await Promise.all(Array.from({ length: 50 }, () => find('second')))
    expect(keys.calls).toBe(2)
    expect(await find('first')).toBeDefined()
    expect(keys.calls).toBe(2)
  })

  it('does not accept a key that the provider has taken back', async () => {
    const { keys, find } = stage()
    await find('first')
    keys.published = [second]
    await find('second')
    await expect(find('first')).rejects.toEqual(unknown)
  })

  it('asks once in ten seconds at most for keys that there are not', async () => {
    const { keys, find, turn } = stage()
    await find('first')
    for (let each = 0; each < 20; each += 1) await expect(find('made up')).rejects.toEqual(unknown)
    expect(keys.calls).toBe(2)
    turn(9_999)
    await expect(find('made up')).rejects.toEqual(unknown)
    expect(keys.calls).toBe(2)
    turn(1)
    await expect(find('made up')).rejects.toEqual(unknown)
    expect(keys.calls).toBe(3)
  })

  it('has a new key within ten seconds, however many were made up before it', async () => {
    const { keys, find, turn } = stage()
    await find('first')
    await expect(find('made up')).rejects.toEqual(unknown)
    keys.published = [first, second]
    await expect(find('second')).rejects.toEqual(unknown)
    turn(10_000)
    expect(await find('second')).toBeDefined()
    expect(keys.calls).toBe(3)
  })

  it('goes on verifying through an outage with the keys that it holds, for a day', async () => {
    const { keys, find, turn, settled } = stage()
    await find('first')
    keys.failure = outage
    turn(10 * minutes)
    for (let each = 0; each < 20; each += 1) {
      expect(await find('first')).toBeDefined()
      await settled()
    }
    expect(keys.calls).toBe(2)
    turn(24 * hours - 10 * minutes - 1)
    expect(await find('first')).toBeDefined()
    await settled()
    turn(1)
    await expect(find('first')).rejects.toBe(outage)
  })

  it('tries again after a minute of outage, and is whole when it is over', async () => {
    const { keys, find, turn, settled } = stage()
    await find('first')
    keys.failure = outage
    turn(10 * minutes)
    await find('first')
    await settled()
    keys.failure = undefined
    turn(minutes)
    await find('first')
    await settled()
    expect(keys.calls).toBe(3)
    turn(10 * minutes - 1)
    await find('first')
    expect(keys.calls).toBe(3)
  })

  it('fails a login with the outage itself where it holds no keys, and tries anew with the next', async () => {
    const { keys, find } = stage()
    keys.failure = outage
    await expect(find('first')).rejects.toBe(outage)
    await expect(find('first')).rejects.toBe(outage)
    expect(keys.calls).toBe(2)
    keys.failure = undefined
    expect(await find('first')).toBeDefined()
  })

  it('fails fifty logins by one call', async () => {
    const { keys, find } = stage()
    keys.failure = outage
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => find('first')))
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
    expect(keys.calls).toBe(1)
  })

  it.each([
    ['a status other than 200', { status: 500 }],
    ['keys that are no list', { published: {} as never }],
    ['no keys member', { published: undefined as never }],
  ])('does not take %s for keys', async (_, nonsense) => {
    const { keys, find } = stage()
    Object.assign(keys, nonsense)
    await expect(find('first')).rejects.toMatchObject({ code: 'ERR_JWKS_INVALID' })
    Object.assign(keys, { status: 200, published: [first] })
    expect(await find('first')).toBeDefined()
  })

  it('keeps what it holds when the answer turns to nonsense', async () => {
    const { keys, find, turn, settled } = stage()
    await find('first')
    keys.status = 500
    turn(10 * minutes)
    await find('first')
    await settled()
    expect(await find('first')).toBeDefined()
  })
})
