import { describe, expect, it } from 'vitest'
import { tokenRefusal, userApiRefusal } from '../../src/adapters/outbound/providers/kakao-errors.ts'
import type { ProviderRefusal } from '../../src/application/ports/identity-providers.ts'
import { ProviderFailure } from '../../src/application/ports/identity-providers.ts'

const answer = (json: Record<string, unknown>, status = 400) => ({ status, text: JSON.stringify(json), json })

/** What becomes of an answer: the kind that is returned, or the code of what is thrown, and the hint. */
const meaningOf = (refuse: () => ProviderRefusal) => {
  try {
    const { kind, hint } = refuse()
    return { means: kind, hint }
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error
    return { means: error.code, hint: error.hint }
  }
}
const tokenMeaning = (json: Record<string, unknown>, status?: number) =>
  meaningOf(() => tokenRefusal(answer(json, status)))
const userMeaning = (json: Record<string, unknown>, status?: number) =>
  meaningOf(() => userApiRefusal(answer(json, status)))

describe('tokenRefusal', () => {
  it.each([
    ['KOE320', 'invalid_code', 'the code is unknown, expired or used'],
    ['KOE303', 'invalid_code', 'PUBLIC_URL'],
    ['KOE114', 'invalid_code', 'another app key'],
    ['KOE322', 'invalid_code', 'expired'],
    ['KOE005', 'access_denied', 'test app'],
    ['KOE203', 'access_denied', 'consent'],
    ['KOE406', 'access_denied', 'age'],
    ['KOE237', 'provider_busy', 'limits'],
    ['KOE003', 'provider_unavailable', 'temporary'],
    ['KOE9798', 'provider_unavailable', 'maintenance'],
    ['KOE010', 'provider_unavailable', 'KAKAO_CLIENT_SECRET'],
    ['KOE101', 'provider_unavailable', 'KAKAO_CLIENT_ID'],
    ['KOE008', 'provider_unavailable', 'KAKAO_CLIENT_ID'],
    ['KOE006', 'provider_unavailable', 'redirect URI'],
    ['KOE205', 'provider_unavailable', 'KAKAO_SCOPE'],
    ['KOE004', 'provider_unavailable', 'console'],
    ['KOE126', 'provider_unavailable', 'address'],
    ['KOE999', 'provider_unavailable', 'KOE999'],
  ])('takes %s for %s and tells the operator of "%s"', (error_code, means, hint) => {
    expect(tokenMeaning({ error_code })).toEqual({ means, hint: expect.stringContaining(hint) })
  })

  it.each([
    ['invalid_grant', 'invalid_code'],
    ['access_denied', 'access_denied'],
    ['invalid_client', 'provider_unavailable'],
    ['unauthorized_client', 'provider_unavailable'],
    ['invalid_scope', 'provider_unavailable'],
    ['invalid_request', 'provider_unavailable'],
    ['server_error', 'provider_unavailable'],
  ])('takes %s without a code of Kakao for %s (RFC 6749 5.2)', (error, means) => {
    expect(tokenMeaning({ error }).means).toBe(means)
  })

  it('believes the code before the error, and neither the status nor the description', () => {
    expect(tokenMeaning({ error: 'invalid_grant', error_code: 'KOE010' }).means).toBe('provider_unavailable')
    expect(tokenMeaning({ error: 'invalid_client', error_code: 'KOE320' }, 401).means).toBe('invalid_code')
    expect(tokenMeaning({ error_code: 'KOE320' }, 500).means).toBe('invalid_code')
    expect(tokenMeaning({ error_description: 'KOE320 code=abc' }).means).toBe('provider_unavailable')
  })

  it('repeats nothing of the answer but what looks like a code of Kakao', () => {
    const secret = 'authorization code not found for code=SECRET'
    const told = [
      tokenMeaning({ error: 'invalid_grant', error_code: 'KOE320', error_description: secret }),
      tokenMeaning({ error: secret, error_code: secret, error_description: secret }),
      tokenMeaning({ error_code: 'KOE320\nSECRET' }),
      tokenMeaning({ access_token: 'SECRET', token_type: 'mac' }, 200),
    ]
    for (const { hint } of told) expect(hint).not.toMatch(/SECRET|\n/)
    expect(told[1]?.hint).toBe('/oauth/token answered 400 without a code')
  })

  it.each<[string, Record<string, unknown>]>([
    ['an empty object', {}],
    ['a code that is a number', { error_code: 320 }],
    ['a code that is a list', { error_code: ['KOE320'] }],
    ['a code that every object has', { error_code: 'constructor', error: 'toString' }],
    ['the prototype', { error_code: '__proto__', error: '__proto__' }],
  ])('makes of %s a provider that talks nonsense', (_, json) => {
    expect(tokenMeaning(json).means).toBe('provider_unavailable')
  })
})

describe('userApiRefusal', () => {
  it.each([
    [-1, 'provider_unavailable', '-1'],
    [-2, 'provider_unavailable', '-2'],
    [-3, 'provider_unavailable', 'console'],
    [-4, 'access_denied', 'blocked'],
    [-5, 'provider_unavailable', 'permission'],
    [-10, 'provider_busy', 'quota'],
    [-12, 'provider_unavailable', 'suspended'],
    [-103, 'access_denied', 'dormant'],
    [-401, 'provider_unavailable', '-401'],
    [-405, 'access_denied', 'age'],
    [-406, 'access_denied', 'age'],
    [-451, 'access_denied', '14'],
    [-9798, 'provider_unavailable', 'maintenance'],
  ])('takes %i for %s and tells the operator of "%s"', (code, means, hint) => {
    expect(userMeaning({ code, msg: 'SECRET' })).toEqual({ means, hint: expect.stringContaining(hint) })
    expect(userMeaning({ code, msg: 'SECRET' }).hint).not.toContain('SECRET')
  })

  it.each<[string, Record<string, unknown>]>([
    ['no code', {}],
    ['a code that is an object', { code: {} }],
    ['a code that every object has', { code: 'constructor' }],
  ])('makes of %s a provider that talks nonsense', (_, json) => {
    expect(userMeaning(json, 500)).toEqual({
      means: 'provider_unavailable',
      hint: '/v2/user/me answered 500 without a code',
    })
  })
})
