import { describe, expect, it } from 'vitest'
import { refreshTokenOf, requireRevoked } from '../../src/adapters/outbound/providers/token-revocation.ts'

/** RFC 7009 2.2; protocols 2.3 and 3.6. */
describe('what a revocation endpoint answers', () => {
  const answering = (status: number, json: object) => () =>
    requireRevoked('naver', { status, text: '', json: { ...json } })

  it.each([
    [200, {}],
    [400, { error: 'invalid_token' }],
  ])('is as good as done: %i %o', (status, json) => {
    expect(answering(status, json)).not.toThrow()
  })

  it.each([
    [204, {}, 'answered 204'],
    [302, {}, 'answered 302'],
    [400, { error: 'invalid_request' }, 'invalid_request'],
    [401, { error: 'unauthorized_client' }, 'are client id and secret right?'],
    [429, {}, 'answered 429'],
    [503, { error: 'temporarily_unavailable' }, 'temporarily_unavailable'],
  ])('is tried again later: %i %o', (status, json, hint) => {
    expect(answering(status, json)).toThrow(hint)
  })

  it.each([undefined, null, 7, {}, '', 'two words', 'café', 'x'.repeat(4_097)])(
    'is asked with no refresh token such as %s',
    (value) => {
      expect(refreshTokenOf(value)).toBeUndefined()
    },
  )
})
