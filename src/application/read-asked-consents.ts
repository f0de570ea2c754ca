import { unansweredTerms } from '../domain/consents.ts'
import type { UserId } from '../domain/user.ts'
import type { Clock } from './ports/clock.ts'
import type { Consents } from './ports/consents.ts'
import type { TermsCatalog } from './ports/terms-catalog.ts'

type Needs = { consents: Consents; terms: TermsCatalog; clock: Clock }

/** The required versions that a login waits for. */
export const readAskedConsents =
  ({ consents, terms, clock }: Needs) =>
  async (user: UserId) =>
    unansweredTerms(terms.current(clock.now()), await consents.ledger(user))
