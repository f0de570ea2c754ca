import type { Call } from './call.ts'
import type { Exclusively } from './exclusive.ts'
import type { Persist } from './persistence.ts'
import type { TabSession } from './session-state.ts'
import type { Store } from './store.ts'
import type { Tabs } from './tabs.ts'

/** How the service knows this browser: by its HttpOnly cookie, or by a refresh token that we hold. */
export type Mode = { readonly kind: 'cookie' } | { readonly kind: 'token' }

/** What every part of a session works with. */
export type Rooms = {
  readonly mode: Mode
  readonly call: Call
  readonly store: Store
  readonly exclusively: Exclusively
  readonly persist: Persist
  readonly session: TabSession
  readonly tabs: Tabs
}
