import type { Rooms } from './rooms.ts'
import type { Because, Held, SignedIn } from './session-state.ts'

type Needs = Pick<Rooms, 'store' | 'session' | 'tabs'>

/** `askedAt` is when the call began, in milliseconds; `clientId` is whom the tokens were issued to. */
type Received = { readonly answer: SignedIn; readonly askedAt: number; readonly clientId: string | null }

/**
 * Makes an answer of the service the session of all tabs: first where the next refresh looks, then here, then by
 * word to the others. Call it while nobody else can (`exclusively`). `expires_in` is counted from `askedAt`, so that
 * a token is rather given up too early than too late, and what the service's clock says does not matter.
 */
export async function keep(
  { store, session, tabs }: Needs,
  { answer, askedAt, clientId }: Received,
): Promise<Held> {
  const turn = await nextTurn({ store, session })
  await store.write({ turn, refreshToken: answer.refresh_token ?? null, clientId })
  const held: Held = {
    turn,
    accessToken: answer.access_token,
    freshUntil: askedAt + (answer.expires_in - leeway(answer.expires_in)) * 1_000,
    user: answer.user,
  }
  session.hold(held)
  tabs.tell({ type: 'refreshed', held })
  return held
}

/** Ends the session in all tabs of this browser; what the service does is another matter. */
export async function drop({ store, session, tabs }: Needs, because: Because): Promise<void> {
  const turn = await nextTurn({ store, session })
  await store.write({ turn, refreshToken: null, clientId: null })
  session.end(turn, because)
  tabs.tell({ type: 'signed_out', turn })
}

/** What is stored may have been wiped by the person, and the tabs that are open still count on. */
async function nextTurn({ store, session }: Pick<Rooms, 'store' | 'session'>): Promise<number> {
  const kept = await store.read()
  return Math.max(kept?.turn ?? 0, session.turn()) + 1
}

/** Seconds before its end at which a token is not handed out any more: time to travel, and some for a slow clock. */
function leeway(lifetime: number): number {
  return Math.min(30, lifetime / 10)
}
