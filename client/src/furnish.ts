import { attemptsIn, memoryStorage } from './attempts.ts'
import { caller } from './call.ts'
import type { CodeFlow } from './code-flow.ts'
import { exclusive } from './exclusive.ts'
import { indexedDbStore } from './indexed-db.ts'
import { persistence } from './persistence.ts'
import type { Rooms } from './rooms.ts'
import { tabSession } from './session-state.ts'
import type { Store } from './store.ts'
import { memoryStore } from './store.ts'
import { surroundings } from './surroundings.ts'
import { alone, otherTabs } from './tabs.ts'

export type DaemunOptions = {
  /** Where Daemun is: its `PUBLIC_URL`. */
  readonly issuer: string
  /** `true` on Daemun's own origin: the session is its HttpOnly cookie, and no script ever sees a refresh token. */
  readonly cookies?: boolean
  /** Everywhere else: the `id` of this application in `CLIENTS`, and the one of its `redirect_uris` to come back to. */
  readonly clientId?: string
  readonly redirectUri?: string
  /** Where the refresh token is kept; in browsers IndexedDB, elsewhere memory. */
  readonly store?: Store
  /** Further origins that `fetch` may send the access token to. */
  readonly apiOrigins?: readonly string[]
  /** Instead of the global one. */
  readonly fetch?: typeof fetch
}

export type Furnished = {
  readonly rooms: Rooms
  readonly flow: CodeFlow | undefined
  readonly send: typeof fetch
  readonly apiOrigins: ReadonlySet<string>
  /** The network is back. */
  wake(): void
}

/** Turns options into what the parts of a session work with. Throws for options that contradict each other. */
export function furnish(options: DaemunOptions): Furnished {
  const { location } = surroundings()
  const issuer = originOf(options.issuer)
  refuseContradictions(options, issuer, location?.origin)
  // Called as a method of anything else, a browser's fetch throws.
  const send: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  const name = `daemun ${issuer} ${options.cookies ? 'cookie' : (options.clientId ?? 'token')}`
  const store = options.store ?? (surroundings().hasIndexedDb ? indexedDbStore(name) : memoryStore())
  const session = tabSession()
  const { persist, wake } = persistence()
  const shared = store.shared || options.cookies === true
  return {
    rooms: {
      mode: options.cookies ? { kind: 'cookie' } : { kind: 'token' },
      call: caller(send, issuer, options.cookies ? 'same-origin' : 'omit'),
      store,
      exclusively: exclusive(name, shared),
      persist,
      session,
      tabs: shared ? otherTabs(name, session) : alone,
    },
    flow: codeFlow(options, issuer, name),
    send,
    apiOrigins: new Set([
      issuer,
      ...(location ? [location.origin] : []),
      ...(options.apiOrigins ?? []).map(originOf),
    ]),
    wake,
  }
}

function codeFlow(
  { clientId, redirectUri }: DaemunOptions,
  issuer: string,
  name: string,
): CodeFlow | undefined {
  if (clientId === undefined || redirectUri === undefined) return undefined
  const storage = surroundings().sessionStorage ?? memoryStorage()
  return { issuer, clientId, redirectUri, attempts: attemptsIn(storage, `${name} logins`) }
}

function refuseContradictions(options: DaemunOptions, issuer: string, own: string | undefined): void {
  const { cookies, clientId, redirectUri } = options
  if ((clientId === undefined) !== (redirectUri === undefined))
    throw new Error('clientId and redirectUri belong together: give both or neither')
  if (cookies && clientId !== undefined) throw new Error('Give cookies or clientId, not both')
  if (cookies && own !== undefined && own !== issuer)
    throw new Error(`Cookies of ${issuer} are not for ${own}: make it a client with clientId and redirectUri`)
}

function originOf(address: string): string {
  if (!URL.canParse(address))
    throw new Error(`${address} is not an address such as https://login.example.com`)
  return new URL(address).origin
}
