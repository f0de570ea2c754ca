import type { NewSession, SignedIn } from '../../../application/ports/logins.ts'
import type { UserId } from '../../../domain/user.ts'
import type { Tx } from './database.ts'

/** Stores a session, in a transaction that has made or found its user. */
export async function startSession(
  tx: Tx,
  { userId, provider, now }: { userId: UserId; provider: SignedIn['provider']; now: Date },
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
