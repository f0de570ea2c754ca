import type { Answer } from './call.ts'
import { json, problemOf } from './call.ts'
import { DaemunRefused } from './failures.ts'
import { drop, keep } from './keep.ts'
import type { Rooms } from './rooms.ts'
import type { Held, SignedIn } from './session-state.ts'
import type { Kept } from './store.ts'

/**
 * Gets an access token newer than the one of this tab; `undefined` when the session is over. However many callers
 * and tabs ask at once, one call reaches the service: the others get what it brought. Throws `DaemunUnreachable`,
 * and nothing is lost.
 */
export function renewal(rooms: Rooms): () => Promise<Held | undefined> {
  const { store, session, tabs, exclusively } = rooms
  let underWay: Promise<Held | undefined> | undefined

  const renew = async () => {
    // A tab that holds nothing yet counts from what there was before it queued.
    const since = session.held()?.turn ?? (await store.read())?.turn ?? 0
    return exclusively(async () => {
      const kept = await store.read()
      if (kept && kept.turn > since) {
        const told = await tabs.hear(kept.turn)
        if (told) return told
      }
      return trade(rooms, kept)
    })
  }
  return () => {
    underWay ??= renew().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}

async function trade(rooms: Rooms, kept: Kept | undefined): Promise<Held | undefined> {
  const { mode, session, call, persist } = rooms
  const { refreshToken, clientId } = kept ?? { refreshToken: null, clientId: null }
  if (mode.kind === 'token' && refreshToken === null) {
    const { status } = session.state()
    const turn = Math.max(kept?.turn ?? 0, session.turn())
    if (status !== 'signed_out') session.end(turn, status === 'signed_in' ? 'elsewhere' : 'never')
    return undefined
  }
  const body = mode.kind === 'token' && refreshToken !== null ? grantOf(refreshToken, clientId) : {}
  let askedAt = 0
  const answer = await persist(() => {
    askedAt = Date.now()
    return call('/auth/token', { method: 'POST', ...body })
  })
  if (answer.status === 200) return keep(rooms, { answer: answer.body as SignedIn, askedAt, clientId })
  if (!isOver(answer)) throw new DaemunRefused(answer.status, problemOf(answer))
  await drop(rooms, session.state().status === 'signed_in' || refreshToken !== null ? 'ended' : 'never')
  return undefined
}

/** Of a client by RFC 6749 6, in a form, which asks other origins for no preflight; else in the service's own words. */
function grantOf(refreshToken: string, clientId: string | null): RequestInit {
  if (clientId === null) return json({ refresh_token: refreshToken })
  const grant = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId }
  return { body: new URLSearchParams(grant) }
}

/** Only the service's own word ends a session: a proxy that answers 401 to everything does not. */
function isOver(answer: Answer): boolean {
  const { code, error } = problemOf(answer)
  return code === 'invalid_grant' || error === 'invalid_grant'
}
