import type { Circumstances, ConsentWishes } from '../domain/consents.ts'
import { changeConsents as change } from '../domain/consents.ts'
import type { UserId } from '../domain/user.ts'
import type { Consents } from './ports/consents.ts'
import type { TermsCatalog } from './ports/terms-catalog.ts'

/** A user gives or withdraws consents, where they are signed in. */
export const changeConsents =
  ({ consents, terms }: { consents: Consents; terms: TermsCatalog }) =>
  (user: UserId, wishes: ConsentWishes, circumstances: Omit<Circumstances, 'source'>) =>
    consents.change(user, (ledger, now) =>
      change(
        user,
        { current: terms.current(now), ledger },
        wishes,
        { ...circumstances, source: 'account' },
        now,
      ),
    )
