import type { NewSession, SignedIn } from '../../../application/ports/logins.ts'
import type { Completed } from '../../../domain/pending-signup.ts'
import { appendConsents } from './consent-rows.ts'
import type { Tx } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { startSession } from './session-starts.ts'
import { claimAnswers } from './unique-answers.ts'

/** Everything that a completed signup brings into the world, in the transaction that holds its row. */
export async function storeCompletion(
  tx: Tx,
  { signup, events }: Completed,
  session: NewSession,
  now: Date,
  awaited: Awaited,
): Promise<SignedIn> {
  const { user, consents, identityId } = signup
  const { id: userId, nickname, email, emailVerified, profile } = user
  await claimAnswers(tx, userId, signup.uniqueAnswers)
  await tx
    .insertInto('users')
    .values({
      id: userId,
      nickname,
      email,
      email_verified: emailVerified,
      created_at: now,
      profile: JSON.stringify(profile),
    })
    .execute()
  const { provider } = await tx
    .updateTable('identities')
    .set({ user_id: userId, sealed_profile: null })
    .where('id', '=', identityId)
    .returning('provider')
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('pending_signups')
    .set({ status: 'completed', answers: '{}', closed_at: now })
    .where('id', '=', signup.id)
    .execute()
  await appendConsents(tx, userId, consents)
  await startSession(tx, { userId, provider, now }, session)
  const loggedIn = { type: 'UserLoggedIn', userId, sessionId: session.id, provider } as const
  await writeEvents(tx, [...events, loggedIn], awaited)
  const { id: sessionId, clientId } = session
  return { kind: 'signed_in', user, sessionId, provider, clientId, startedAt: now }
}
