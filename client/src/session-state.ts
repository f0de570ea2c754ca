import type { paths } from './openapi.ts'

/** The contract's "signed in", as JSON. */
export type SignedIn = paths['/auth/token']['post']['responses'][200]['content']['application/json']

export type User = SignedIn['user']

/** An access token in the memory of this tab; `freshUntil` is in milliseconds by this device's own clock. */
export type Held = {
  readonly turn: number
  readonly accessToken: string
  readonly freshUntil: number
  readonly user: User
}

/** Why nobody is signed in: nobody was, by this tab, by another one, or because the service ended the session. */
export type Because = 'never' | 'here' | 'elsewhere' | 'ended'

export type SessionState =
  | { readonly status: 'unknown' }
  | { readonly status: 'signed_in'; readonly user: User }
  | { readonly status: 'signed_out'; readonly because: Because }

type Position = { readonly turn: number; readonly state: SessionState; readonly held?: Held }

/** What one tab knows of the session. The later turn is right, whichever is heard of first. */
export type TabSession = ReturnType<typeof tabSession>

export function tabSession() {
  let position: Position = { turn: 0, state: { status: 'unknown' } }
  const listeners = new Set<(state: SessionState) => void>()

  const move = (next: Position): void => {
    if (next.turn < position.turn) return
    const before = position.state
    position = next
    if (isSame(before, next.state)) return
    for (const listener of listeners) listener(next.state)
  }
  return {
    turn: () => position.turn,
    state: () => position.state,
    held: () => position.held,
    hold: (held: Held) => move({ turn: held.turn, held, state: { status: 'signed_in', user: held.user } }),
    end: (turn: number, because: Because) => move({ turn, state: { status: 'signed_out', because } }),
    /** Another tab has moved on, and this one has missed what it told: its token may be of a session that is over. */
    forget: (turn: number) => move({ turn, state: position.state }),
    onChange(listener: (state: SessionState) => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function isSame(before: SessionState, after: SessionState): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}
