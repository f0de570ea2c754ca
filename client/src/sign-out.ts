import type { Call } from './call.ts'
import { json, problemOf } from './call.ts'
import { DaemunRefused } from './failures.ts'
import { drop } from './keep.ts'
import type { Rooms } from './rooms.ts'
import type { Held } from './session-state.ts'

/**
 * Signs this browser out, in all its tabs. Where we hold the refresh token it is gone at once, even when the
 * service cannot be told; with a cookie only the service can take it back, so that `DaemunUnreachable` means: still
 * signed in, try again.
 */
export const signOut = (rooms: Rooms) => (): Promise<void> =>
  rooms.exclusively(async () => {
    const { mode, store, call, persist } = rooms
    const refreshToken = (await store.read())?.refreshToken ?? null
    if (mode.kind === 'token') {
      await drop(rooms, 'here')
      if (refreshToken !== null) await persist(() => revoke(rooms, refreshToken))
      return
    }
    await persist(() => logout(call))
    await drop(rooms, 'here')
  })

/** Ends the session of a refresh token at the service. */
export function revoke({ call }: Pick<Rooms, 'call'>, refreshToken: string): Promise<void> {
  return logout(call, json({ refresh_token: refreshToken }))
}

async function logout(call: Call, body: RequestInit = {}): Promise<void> {
  // keepalive: whoever signs out often closes the tab with the same breath.
  const answer = await call('/auth/logout', { method: 'POST', keepalive: true, ...body })
  if (answer.status !== 204) throw new DaemunRefused(answer.status, problemOf(answer))
}

/**
 * Signs the person out everywhere: this browser, and all their other devices. Nothing is dropped here before the
 * service has ended all sessions, so that it can be tried again.
 */
export const signOutEverywhere =
  (rooms: Rooms, accessToken: () => Promise<Held | undefined>) => async (): Promise<void> => {
    const held = await accessToken()
    if (!held) return
    const authorization = `Bearer ${held.accessToken}`
    const everywhere = () =>
      rooms.call('/auth/sessions?all=true', { method: 'DELETE', headers: { authorization } })
    const answer = await rooms.persist(everywhere)
    // 401: this session was ended elsewhere in the meantime. That the others are over too, nobody has said.
    if (answer.status !== 204 && answer.status !== 401)
      throw new DaemunRefused(answer.status, problemOf(answer))
    await rooms.exclusively(() => drop(rooms, answer.status === 204 ? 'here' : 'ended'))
  }
