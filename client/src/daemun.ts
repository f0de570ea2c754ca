import { authorizedFetch } from './authorized-fetch.ts'
import type { LoginResult } from './code-flow.ts'
import type { DaemunOptions } from './furnish.ts'
import { furnish } from './furnish.ts'
import { keep } from './keep.ts'
import type { LoginRequest, Started } from './login.ts'
import { loginCalls } from './login.ts'
import { renewal } from './renew.ts'
import type { Rooms } from './rooms.ts'
import type { Held, SessionState, SignedIn } from './session-state.ts'
import { signOut, signOutEverywhere } from './sign-out.ts'
import type { Signup } from './signup.ts'
import { signupCalls } from './signup.ts'
import { onReturn } from './surroundings.ts'

export type { LoginResult } from './code-flow.ts'
export { DaemunRefused, DaemunUnreachable } from './failures.ts'
export type { DaemunOptions } from './furnish.ts'
export { indexedDbStore } from './indexed-db.ts'
export type { LoginRequest, Started } from './login.ts'
export type { components, paths } from './openapi.ts'
export type { SessionState, SignedIn, User } from './session-state.ts'
export type { PendingSignup, Signup, SignupAnswers, SignupRefused } from './signup.ts'
export type { Kept, Store } from './store.ts'
export { memoryStore } from './store.ts'

/** A person's session with Daemun, as one tab or process has it. */
export type Daemun = {
  /** Call it once when the page is there: takes back a login that has just ended here, else resumes the session. */
  start(): Promise<Started>
  /** Leaves the page for the provider. Whoever is new finishes signup on the service's pages before they are back. */
  login(request?: LoginRequest): Promise<void>
  /** The address that `login` would go to, for who opens it otherwise. */
  loginUrl(request?: LoginRequest): Promise<string>
  /** Takes a login back from the address it ended at, for who has not `location`. `start()` does it in a browser. */
  finishLogin(address: string): Promise<LoginResult>
  /** Takes over a "signed in" that came otherwise: the answer to a native login. */
  adopt(answer: SignedIn): Promise<void>
  /** The signup of a signup token, or of this browser's cookie. */
  signup(token?: string): Signup
  /** An access token that is good for a while yet; `null` when signed out. */
  accessToken(): Promise<string | null>
  /** An access token newer than the one held, whether that is over or not; `null` when signed out. */
  refresh(): Promise<string | null>
  /** `fetch` with the access token, to the service, this origin and `apiOrigins` alone. */
  fetch: typeof fetch
  /** Signs this browser out, in all its tabs. */
  signOut(): Promise<void>
  /** Signs the person out on all their devices. */
  signOutEverywhere(): Promise<void>
  state(): SessionState
  /** Tells of each change, also one made in another tab; answers how to stop. */
  onChange(listener: (state: SessionState) => void): () => void
  /** Stops listening to other tabs. */
  close(): void
}

export function createDaemun(options: DaemunOptions): Daemun {
  const { rooms, flow, send, apiOrigins, wake } = furnish(options)
  const { session, tabs } = rooms
  const renew = renewal(rooms)

  const current = async (): Promise<Held | undefined> => {
    const held = session.held()
    if (held && Date.now() < held.freshUntil) return held
    return session.state().status === 'signed_out' ? undefined : renew()
  }
  const after = async (refused: Held) => {
    const held = session.held()
    return held && held.turn > refused.turn ? held : renew()
  }
  const forgetThem = onReturn({ online: wake, visible: () => void lookForOthers(rooms) })
  return {
    ...loginCalls({ rooms, flow, issuer: new URL(options.issuer).origin, renew }),
    async adopt(answer) {
      if (rooms.mode.kind === 'cookie') throw new Error('With cookies there is nothing to adopt')
      const askedAt = Date.now()
      await rooms.exclusively(() => keep(rooms, { answer, askedAt, clientId: null }))
    },
    signup: (token) => signupCalls(rooms, renew, token),
    accessToken: async () => (await current())?.accessToken ?? null,
    refresh: async () => (await renew())?.accessToken ?? null,
    fetch: authorizedFetch(send, apiOrigins, { current, after }),
    signOut: signOut(rooms),
    signOutEverywhere: signOutEverywhere(rooms, current),
    state: session.state,
    onChange: session.onChange,
    close() {
      forgetThem()
      tabs.close()
    },
  }
}

/** A tab that slept may have missed what others told: what is stored says how far they are. */
async function lookForOthers({ mode, store, session }: Rooms): Promise<void> {
  const kept = await store.read()
  if (!kept || kept.turn <= session.turn()) return
  const isOver = mode.kind === 'token' && kept.refreshToken === null
  if (isOver) session.end(kept.turn, 'elsewhere')
  else session.forget(kept.turn)
}
