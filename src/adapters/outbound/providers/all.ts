import type { IdentityProvider, IdentityProviders } from '../../../application/ports/identity-providers.ts'
import type { KnownProviderName, ProviderName } from '../../../domain/identity.ts'
import type { GoogleSettings } from './google.ts'
import { google } from './google.ts'
import type { KakaoSettings } from './kakao.ts'
import { kakao } from './kakao.ts'
import type { LineSettings } from './line.ts'
import { line } from './line.ts'
import type { NaverSettings } from './naver.ts'
import { naver } from './naver.ts'
import type { OpenIdSettings } from './openid.ts'
import { openIdProvider } from './openid.ts'
import { standardHabits } from './openid-events.ts'
import type { ProviderHttp } from './provider-http.ts'
import { providerHttp } from './provider-http.ts'

/** Settings of every provider there is; `null` is off. */
export type ProviderSettings = {
  readonly kakao: KakaoSettings | null
  readonly naver: NaverSettings | null
  readonly google: GoogleSettings | null
  readonly line: LineSettings | null
  readonly openId: readonly OpenIdSettings[]
}

type Make = (http: ProviderHttp) => IdentityProvider

/** The providers that are switched on, in the order in which people see them, each with connections of its own. */
export function allProviders(settings: ProviderSettings): {
  readonly configured: IdentityProviders
  close(): Promise<void>
} {
  const known = {
    kakao: on(settings.kakao, kakao),
    naver: on(settings.naver, naver),
    google: on(settings.google, google),
    line: on(settings.line, line),
  } satisfies Record<KnownProviderName, Make | null>
  const makers: [string, Make | null][] = [
    ...Object.entries(known),
    ...settings.openId.map((each): [string, Make | null] => [
      each.name,
      on({ ...each, eventHabits: standardHabits(each.issuer) }, openIdProvider),
    ]),
  ]
  const opened = makers.flatMap(([name, make]) => {
    if (!make) return []
    const http = providerHttp(name as ProviderName)
    return [{ name, http, provider: make(http) }]
  })
  return {
    configured: Object.fromEntries(opened.map(({ name, provider }) => [name, provider])),
    close: async () => void (await Promise.all(opened.map(({ http }) => http.close()))),
  }
}

function on<Settings>(
  settings: Settings | null,
  make: (settings: Settings, http: ProviderHttp) => IdentityProvider,
): Make | null {
  return settings && ((http) => make(settings, http))
}
