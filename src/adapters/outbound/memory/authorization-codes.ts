import type { AuthorizationCodes } from '../../../application/ports/authorization-codes.ts'
import type { Clock } from '../../../application/ports/clock.ts'
import type { Redemption } from '../../../domain/authorization-code.ts'
import type { Session } from '../../../domain/session.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { Store } from './store.ts'

/** `AuthorizationCodes` in memory. */
export const memoryAuthorizationCodes = (
  store: Store,
  clock: Clock,
  awaited: Awaited,
): AuthorizationCodes => {
  const storeEnd = ({ session, events }: Pick<Redemption, 'events'> & { readonly session?: Session }) => {
    if (!session) return
    store.sessions.set(session.id, session)
    writeEvents(store, events, awaited, clock.now())
  }
  return {
    async keep({ hash, sessionId, sealedRefreshToken, request, ttlSeconds }) {
      if (!store.sessions.has(sessionId)) throw new Error(`a code for session ${sessionId}, which is not`)
      const { clientId, redirectUri, codeChallenge } = request
      const expiresAt = new Date(clock.now().getTime() + ttlSeconds * 1_000)
      const code = { clientId, redirectUri, codeChallenge, expiresAt, redeemedAt: null }
      store.authorizationCodes.set(hash, { code, sessionId, sealedRefreshToken })
    },

    async redeem(hash, decide) {
      const kept = store.authorizationCodes.get(hash)
      const session = kept && store.sessions.get(kept.sessionId)
      if (!kept || !session) return { kind: 'invalid_grant' }
      const redemption = decide(kept.code, session, clock.now())
      if (redemption.kind !== 'redeemed') {
        storeEnd(redemption)
        return { kind: 'invalid_grant' }
      }
      if (kept.sealedRefreshToken === null) throw new Error('a code that was redeemed was redeemed again')
      const code = { ...kept.code, redeemedAt: clock.now() }
      store.authorizationCodes.set(hash, { ...kept, code, sealedRefreshToken: null })
      return { kind: 'redeemed', sealedRefreshToken: kept.sealedRefreshToken }
    },

    async endUnredeemed(limit, end) {
      const due = [...store.authorizationCodes]
        .filter(([, { code }]) => !code.redeemedAt && code.expiresAt <= clock.now())
        .slice(0, limit)
      for (const [hash, { sessionId }] of due) {
        const session = store.sessions.get(sessionId)
        if (session) storeEnd(end(session, clock.now()))
        store.authorizationCodes.delete(hash)
      }
      return due.length
    },
  }
}
