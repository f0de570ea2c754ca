import { describe, expect, it } from 'vitest'
import { jweSeals } from '../../src/adapters/outbound/tokens/seals.ts'
import type {
  IdentityProvider,
  ProviderRefreshToken,
} from '../../src/application/ports/identity-providers.ts'
import type { DueUnlink, Withdrawals } from '../../src/application/ports/withdrawals.ts'
import { removeProviderLinks } from '../../src/application/remove-provider-links.ts'
import type { EventId } from '../../src/domain/events.ts'
import type { Subject } from '../../src/domain/identity.ts'

const [secret, lost] = [
  'a secret for tests of enough bytes, now',
  'a secret for tests of enough bytes, old',
] as const
const event = 'event' as EventId
const token = 'a refresh token' as ProviderRefreshToken

describe('taking links away at the providers', () => {
  const staged = async (...sealedBy: readonly (string | null)[]) => {
    const due: DueUnlink[] = []
    for (const [index, by] of sealedBy.entries()) {
      const sealedToken = by === null ? null : await jweSeals([by]).sealProviderToken(token)
      due.push({ id: String(index), provider: 'naver', subject: String(index) as Subject, sealedToken })
    }
    const [told, done]: [unknown[], string[]] = [[], []]
    const withdrawals = {
      unlinksOf: async () => due.filter(({ id }) => !done.includes(id)),
      unlinked: async ({ id }: DueUnlink) => void done.push(id),
      close: async () => void done.push('closed'),
    } as Partial<Withdrawals> as Withdrawals
    const naver = {
      links: { remove: async (...asked: unknown[]) => void told.push(asked) },
    } as Partial<IdentityProvider> as IdentityProvider
    const remove = removeProviderLinks({ withdrawals, seals: jweSeals([secret]), providers: { naver } })
    return { remove: () => remove(event), told, done }
  }

  it('shows each provider what it gave, and nothing where it gave nothing', async () => {
    const { remove, told, done } = await staged(secret, null)
    await remove()
    expect(told).toEqual([
      ['0', token],
      ['1', null],
    ])
    expect(done).toEqual(['0', '1', 'closed'])
  })

  it('is not done where no secret opens what was given: an operator has to see it', async () => {
    const { remove, told, done } = await staged(secret, lost)
    await expect(remove()).rejects.toThrow('DAEMUN_SECRET lacks the secret that sealed a token of naver')
    expect([told, done]).toEqual([[['0', token]], ['0']])
  })
})
