import type { Migration } from 'kysely/migration'
import { logins } from './001-logins-and-signups.ts'
import { eventTraceparent } from './002-expand-event-traceparent.ts'
import { userStatus } from './003-expand-user-status.ts'
import { sessionUses } from './004-expand-session-uses.ts'
import { signingKeyLives } from './005-expand-signing-key-lives.ts'
import { clients } from './006-expand-clients.ts'
import { spentProofs } from './007-expand-spent-proofs.ts'
import { declaredFields } from './014-expand-declared-fields.ts'
import { consentLedger } from './015-expand-consent-ledger.ts'
import { signupReminders } from './016-expand-signup-reminders.ts'
import { signupsByIdentity } from './017-expand-signups-by-identity.ts'
import { withdrawals } from './021-expand-withdrawals.ts'
import { providerTokens } from './022-expand-provider-tokens.ts'
import { mergedUsers } from './023-expand-merged-users.ts'
import { waitingNotices } from './024-expand-waiting-notices.ts'
import { usersByEmail } from './025-expand-users-by-email.ts'

/** Migrations by the names under which databases remember them. They run in the order of the names. */
export type Migrations = Readonly<Record<string, Migration>>

/**
 * All migrations of this version. `-expand-` after the number is a promise to the versions before it: what they
 * read and write still works. Any other name makes them stop (docs/migrations.md).
 */
export const migrations: Migrations = {
  '001-logins-and-signups': logins,
  '002-expand-event-traceparent': eventTraceparent,
  '003-expand-user-status': userStatus,
  '004-expand-session-uses': sessionUses,
  '005-expand-signing-key-lives': signingKeyLives,
  '006-expand-clients': clients,
  '007-expand-spent-proofs': spentProofs,
  '014-expand-declared-fields': declaredFields,
  '015-expand-consent-ledger': consentLedger,
  '016-expand-signup-reminders': signupReminders,
  '017-expand-signups-by-identity': signupsByIdentity,
  '021-expand-withdrawals': withdrawals,
  '022-expand-provider-tokens': providerTokens,
  '023-expand-merged-users': mergedUsers,
  '024-expand-waiting-notices': waitingNotices,
  '025-expand-users-by-email': usersByEmail,
}
