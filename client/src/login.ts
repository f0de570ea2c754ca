import type { CodeFlow, LoginResult } from './code-flow.ts'
import { authorizationUrl, takeCode } from './code-flow.ts'
import type { Rooms } from './rooms.ts'
import type { Held, User } from './session-state.ts'
import { surroundings } from './surroundings.ts'

/** Where a session stands when the page is there; `returnTo` only when a login has just ended here. */
export type Started =
  | { readonly kind: 'signed_in'; readonly user: User; readonly returnTo?: string }
  | { readonly kind: 'signed_out' }
  | Extract<LoginResult, { kind: 'login_failed' }>

/** What a login is begun with: a provider, else the person chooses one on the service's own page. */
export type LoginRequest = {
  readonly provider?: string
  /** A path of this application, or one of the service with cookies; where the person is now unless it is given. */
  readonly returnTo?: string
}

type Needs = {
  rooms: Rooms
  flow: CodeFlow | undefined
  issuer: string
  renew: () => Promise<Held | undefined>
}

export function loginCalls({ rooms, flow, issuer, renew }: Needs) {
  const { location } = surroundings()

  const loginUrl = async ({ provider, returnTo = here(location) }: LoginRequest = {}): Promise<string> => {
    const path = provider === undefined ? '/login' : `/auth/${encodeURIComponent(provider)}/login`
    if (rooms.mode.kind === 'cookie')
      return `${issuer}${path}?${new URLSearchParams({ return_to: returnTo })}`
    if (flow) return authorizationUrl(flow, path, returnTo)
    throw new Error('A login needs cookies, or clientId and redirectUri')
  }
  const finishLogin = async (address: string): Promise<LoginResult> => {
    if (flow) return takeCode(rooms, flow, address)
    throw new Error('Only a login of clientId and redirectUri comes back with a code')
  }
  return {
    loginUrl,
    finishLogin,
    async login(request?: LoginRequest): Promise<void> {
      if (!location)
        throw new Error(
          'There is no page to leave: open loginUrl() and give what came of it to finishLogin()',
        )
      location.assign(await loginUrl(request))
    },
    async start(): Promise<Started> {
      const address = flow && location && takeAddress(flow.redirectUri)
      const result = address === undefined ? undefined : await finishLogin(address)
      if (result?.kind === 'signed_in') return result
      // An answer that nobody asked for, or that was had before, is no reason to sign anybody out.
      const held = await renew()
      if (held) return { kind: 'signed_in', user: held.user }
      return result ?? { kind: 'signed_out' }
    },
  }
}

function here(location: Pick<Location, 'href' | 'origin'> | undefined): string {
  return location ? location.href.slice(location.origin.length) : '/'
}

/**
 * The address of this page when it is one that a login ended at. What came with it is taken out of the address bar
 * and the history first, so that it is neither sent on as a referrer nor opened again by a reload.
 */
function takeAddress(redirectUri: string): string | undefined {
  const { location, history } = surroundings()
  if (!location) return undefined
  const [url, redirect] = [new URL(location.href), new URL(redirectUri)]
  const isReturn = url.origin === redirect.origin && url.pathname === redirect.pathname
  if (!isReturn || !url.searchParams.has('state')) return undefined
  const address = url.href
  for (const name of ['code', 'state', 'iss', 'error', 'error_description', 'error_uri'])
    url.searchParams.delete(name)
  history?.replaceState(history.state, '', url)
  return address
}
