import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { providerGuard } from '../../src/adapters/outbound/providers/provider-guard.ts'
import { ProviderFailure } from '../../src/application/ports/identity-providers.ts'

const down = () => Promise.reject(new ProviderFailure('provider_timeout', 'kakao', 'too late'))

const codeOf = async (call: Promise<unknown>) => {
  const error = await call.catch((caught: unknown) => caught)
  return error instanceof ProviderFailure ? error.code : 'no failure'
}

describe('the guard of a provider', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('takes a few failures as they are', async () => {
    const guard = providerGuard('kakao')
    for (let call = 0; call < 10; call += 1) expect(await codeOf(guard(down))).toBe('provider_timeout')
  })

  it('leaves a provider alone that is down, and tries again after a while', async () => {
    const guard = providerGuard('kakao')
    let reached = 0
    const counted = () => {
      reached += 1
      return down()
    }
    for (let call = 0; call < 60; call += 1) await codeOf(guard(counted))
    expect(reached).toBeLessThan(60)
    expect(await codeOf(guard(counted))).toBe('provider_busy')

    await vi.advanceTimersByTimeAsync(5_000)
    expect(await guard(async () => 'well again')).toBe('well again')
    expect(await guard(async () => 'and again')).toBe('and again')
  })

  it('is nobody else to another provider', async () => {
    const [one, other] = [providerGuard('kakao'), providerGuard('kakao')]
    for (let call = 0; call < 60; call += 1) await codeOf(one(down))
    expect(await other(async () => 'untouched')).toBe('untouched')
  })

  it('bounds the calls in flight', async () => {
    const guard = providerGuard('kakao')
    const { promise, resolve } = Promise.withResolvers<void>()
    const inFlight = Array.from({ length: 512 }, () => guard(() => promise))
    expect(await codeOf(guard(async () => undefined))).toBe('provider_busy')
    resolve()
    await Promise.all(inFlight)
  })
})
