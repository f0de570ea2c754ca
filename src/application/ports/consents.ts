import type { ConsentRefusal, LedgerEntry, RecordedConsents } from '../../domain/consents.ts'
import type { ProviderName } from '../../domain/identity.ts'
import type { UserId } from '../../domain/user.ts'
import type { NewSession, SignedIn } from './logins.ts'

/** The ledger of consents: it only ever grows, and no process may change or erase a line of it. */
export type Consents = {
  /** Everything that a person gave and withdrew, oldest first. One read of one index. */
  ledger(user: UserId): Promise<readonly LedgerEntry[]>
  /** Locks the user and appends what `decide` makes of their ledger, with its events; a refusal writes nothing. */
  change(
    user: UserId,
    decide: (ledger: readonly LedgerEntry[], now: Date) => RecordedConsents | ConsentRefusal,
  ): Promise<{ readonly kind: 'recorded' } | ConsentRefusal | { readonly kind: 'no_user' }>
  /** The same, and the session of a login that had waited for it, with `UserLoggedIn`, in one transaction. */
  changeAndSignIn(
    user: UserId,
    login: { readonly session: NewSession; readonly provider: ProviderName },
    decide: (ledger: readonly LedgerEntry[], now: Date) => RecordedConsents | ConsentRefusal,
  ): Promise<SignedIn | ConsentRefusal | { readonly kind: 'no_user' }>
  /**
   * Of up to `limit` marketing consents given longer ago than so many months, and not withdrawn or confirmed since,
   * tells `MarketingConsentReconfirmDue`, once for each; answers how many.
   */
  tellReconfirmDue(months: number, limit: number): Promise<number>
}
