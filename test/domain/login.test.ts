import { describe, expect, it } from 'vitest'
import type { ProviderName } from '../../src/domain/identity.ts'
import type { CallbackCheck, LoginAttempt, ReturnedParameters } from '../../src/domain/login.ts'
import { attemptTtlSeconds, verifyCallback } from '../../src/domain/login.ts'

const issuer = 'https://kauth.kakao.com'
const startedAt = new Date('2026-11-01T09:00:00.000Z')
const attempt: LoginAttempt = {
  provider: 'kakao',
  state: 'the state',
  nonce: 'the nonce',
  codeVerifier: 'the verifier',
  returnTo: null,
  client: null,
  startedAt,
}
const good: ReturnedParameters = {
  provider: 'kakao',
  state: 'the state',
  code: 'the code',
  error: undefined,
  iss: undefined,
}
const msLater = (ms: number) => new Date(startedAt.getTime() + ms)
const check = (
  returned: Partial<ReturnedParameters>,
  now = startedAt,
  of: LoginAttempt | undefined = attempt,
) => verifyCallback(of, { ...good, ...returned }, issuer, now)
const anotherProvider = 'naver' as ProviderName

describe('verifyCallback', () => {
  it('turns a code that came back with its state into what a provider accepts', () => {
    expect(check({})).toEqual({
      kind: 'verified',
      callback: { code: 'the code', state: 'the state', nonce: 'the nonce', codeVerifier: 'the verifier' },
    })
  })

  it.each<[string, Partial<ReturnedParameters>, CallbackCheck['kind']]>([
    ['no state', { state: undefined }, 'invalid_state'],
    ['an empty or repeated state', { state: '' }, 'invalid_state'],
    ['another state', { state: 'the State' }, 'invalid_state'],
    ['a state that only begins right', { state: 'the state ' }, 'invalid_state'],
    ['the path of another provider (RFC 9700 4.4)', { provider: anotherProvider }, 'invalid_state'],
    ['the iss of the provider (RFC 9207 2.4)', { iss: issuer }, 'verified'],
    ['the iss of another', { iss: 'https://evil.example' }, 'invalid_state'],
    ['an iss that differs by a slash', { iss: `${issuer}/` }, 'invalid_state'],
    ['an empty or repeated iss', { iss: '' }, 'invalid_state'],
    ['no code', { code: undefined }, 'invalid_code'],
    ['an empty or repeated code', { code: '' }, 'invalid_code'],
    ['the longest code', { code: 'c'.repeat(2_048) }, 'verified'],
    ['a longer code', { code: 'c'.repeat(2_049) }, 'invalid_code'],
    ['a code together with an error', { error: 'access_denied' }, 'access_denied'],
    ['a code together with an unknown error', { error: 'server_error' }, 'provider_refused'],
    ['a code together with an empty error', { error: '' }, 'provider_refused'],
  ])('answers to %s', (_, returned, kind) => {
    expect(check(returned).kind).toBe(kind)
  })

  it.each(['access_denied', 'login_required', 'consent_required', 'interaction_required'])(
    'takes %s for the no of a person',
    (error) => {
      expect(check({ code: undefined, error })).toEqual({ kind: 'access_denied' })
    },
  )

  it.each([
    ['server_error', 'server_error'],
    ['temporarily_unavailable', 'temporarily_unavailable'],
    ['KOE006', 'an unknown error'],
    ['access_denied\n2026-11-01 all is well', 'an unknown error'],
    ['<script>', 'an unknown error'],
    ['a'.repeat(41), 'an unknown error'],
    ['', 'an unknown error'],
  ])('repeats of the error %j only what looks like one', (error, told) => {
    expect(check({ code: undefined, error })).toEqual({ kind: 'provider_refused', error: told })
  })

  it('needs the attempt of this browser, whatever comes back', () => {
    expect(verifyCallback(undefined, good, issuer, startedAt)).toEqual({ kind: 'invalid_state' })
    expect(verifyCallback(undefined, { ...good, error: 'access_denied' }, issuer, startedAt).kind).toBe(
      'invalid_state',
    )
  })

  it('does not let two absent states pass for a match', () => {
    expect(check({ state: '' }, startedAt, { ...attempt, state: '' }).kind).toBe('invalid_state')
  })

  it('believes an attempt up to the last millisecond of its ten minutes', () => {
    expect(attemptTtlSeconds).toBe(600)
    expect(check({}, msLater(599_999)).kind).toBe('verified')
    expect(check({}, msLater(600_000)).kind).toBe('invalid_state')
    expect(check({}, msLater(86_400_000)).kind).toBe('invalid_state')
  })

  it.each<[string, Partial<ReturnedParameters>, Date]>([
    ['a wrong state', { state: 'another' }, startedAt],
    ['another provider', { provider: anotherProvider }, startedAt],
    ['an attempt that is over', {}, msLater(600_000)],
    ['a wrong iss', { iss: 'https://evil.example' }, startedAt],
  ])('tells whoever brings %s nothing of the code or the error beside it', (_, returned, now) => {
    for (const beside of [{ error: 'access_denied' }, { error: 'server_error' }, { code: '' }])
      expect(check({ ...returned, ...beside }, now)).toEqual({ kind: 'invalid_state' })
  })
})
