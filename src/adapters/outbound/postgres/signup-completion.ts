import { randomUUIDv7 } from 'node:crypto'
import type { NewSession, SignedIn } from '../../../application/ports/logins.ts'
import type { Completed } from '../../../domain/pending-signup.ts'
import type { Tx } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
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
  if (consents.length > 0) await storeConsents(tx, { user, consents })
  await startSession(tx, { userId, provider, now }, session)
  const loggedIn = { type: 'UserLoggedIn', userId, sessionId: session.id, provider } as const
  await writeEvents(tx, [...events, loggedIn], awaited)
  const { id: sessionId, clientId } = session
  return { kind: 'signed_in', user, sessionId, provider, clientId, startedAt: now }
}

async function storeConsents(tx: Tx, { user, consents }: Pick<Completed['signup'], 'user' | 'consents'>) {
  const rows = consents.map(({ terms, agreedAt }) => ({
    id: randomUUIDv7(),
    user_id: user.id,
    terms_id: terms.id,
    terms_version: terms.version,
    terms_hash: terms.hash,
    agreed_at: agreedAt,
  }))
  await tx.insertInto('consents').values(rows).execute()
}

async function startSession(
  tx: Tx,
  {
    userId,
    provider,
    now,
  }: { userId: Completed['signup']['user']['id']; provider: SignedIn['provider']; now: Date },
  { id, refreshTokenHash, ttlSeconds, device, clientId }: NewSession,
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      id,
      user_id: userId,
      provider,
      refresh_token_hash: refreshTokenHash,
      user_agent: device.userAgent,
      address: device.address,
      client_id: clientId,
      started_at: now,
      expires_at: new Date(now.getTime() + ttlSeconds * 1_000),
    })
    .execute()
}
