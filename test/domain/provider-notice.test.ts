import { expect, it } from 'vitest'
import type { ProviderNotice } from '../../src/domain/provider-notice.ts'
import { effectOf, isOutlived, takesLinkAway, takesTokensAway } from '../../src/domain/provider-notice.ts'

const at = (ms: number) => new Date(Date.UTC(2026, 10, 1) + ms)

it.each([
  ['an hour before it', -3_600_000, false],
  ['in the second of it, whose part nobody tells', 999, false],
  ['in the next second', 1_000, true],
  ['a day after it', 86_400_000, true],
])('is outlived by who was there %s: %d ms', (_, ms, expected) => {
  expect(isOutlived(at(0), at(ms))).toBe(expected)
})

it('is never outlived without a time of its own', () => {
  expect(isOutlived(null, at(0))).toBe(false)
})

const policy = { unlinked: 'sign_out', accountDeleted: 'withdraw' } as const
const rows: [ProviderNotice, ReturnType<typeof effectOf>, boolean, boolean][] = [
  ['unlinked', 'sign_out', true, true],
  ['account_deleted', 'withdraw', true, true],
  ['signup_incomplete', 'sign_out', true, true],
  ['sessions_revoked', 'sign_out', false, false],
  ['tokens_revoked', 'sign_out', false, true],
]

it.each(rows)('%s comes to %s; takes the link away: %s, tokens: %s', (notice, effect, link, tokens) => {
  const found = [effectOf(notice, policy), takesLinkAway(notice), takesTokensAway(notice)]
  expect(found).toEqual([effect, link, tokens])
})

it('is for the operator to decide what an unlink comes to', () => {
  expect(effectOf('unlinked', { ...policy, unlinked: 'withdraw' })).toBe('withdraw')
  expect(effectOf('account_deleted', { ...policy, accountDeleted: 'sign_out' })).toBe('sign_out')
})
