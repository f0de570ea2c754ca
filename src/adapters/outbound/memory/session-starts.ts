import type { NewSession, SignedIn } from '../../../application/ports/logins.ts'
import type { DomainEvent } from '../../../domain/events.ts'
import type { ProviderName } from '../../../domain/identity.ts'
import type { User } from '../../../domain/user.ts'
import type { Store } from './store.ts'

/** Stores a session of a user. Throws, with nothing stored, when there is one of that id. */
export function startSession(
  { sessions }: Store,
  { id, refreshTokenHash, ttlSeconds, device, clientId }: NewSession,
  { user, provider }: { readonly user: User; readonly provider: ProviderName },
  now: Date,
): SignedIn {
  if (sessions.has(id)) throw new Error(`session ${id} was started before`)
  sessions.set(id, {
    id,
    userId: user.id,
    provider,
    clientId,
    device,
    current: refreshTokenHash,
    previous: null,
    rotatedAt: null,
    startedAt: now,
    lastUsedAt: now,
    lastAddress: device.address,
    expiresAt: new Date(now.getTime() + ttlSeconds * 1_000),
    endedAt: null,
  })
  const { id: userId, nickname } = user
  return {
    kind: 'signed_in',
    user: { id: userId, nickname },
    sessionId: id,
    provider,
    clientId,
    startedAt: now,
  }
}

export function loggedIn({ user, sessionId, provider }: SignedIn): DomainEvent {
  return { type: 'UserLoggedIn', userId: user.id, sessionId, provider }
}
