import { lastWord } from '../domain/consents.ts'
import type { UserId } from '../domain/user.ts'
import type { Clock } from './ports/clock.ts'
import type { Consents } from './ports/consents.ts'
import type { TermsCatalog } from './ports/terms-catalog.ts'

type Needs = { consents: Consents; terms: TermsCatalog; clock: Clock }

/** Every document in force with what a person said last of it. */
export const readConsents =
  ({ consents, terms, clock }: Needs) =>
  async (user: UserId) => {
    const ledger = await consents.ledger(user)
    return terms.current(clock.now()).map((version) => ({ version, last: lastWord(ledger, version.id) }))
  }
