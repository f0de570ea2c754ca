import type { IdentityProviders } from '../../../application/ports/identity-providers.ts'
import type { ProviderName } from '../../../domain/identity.ts'
import type { KakaoSettings } from './kakao.ts'
import { kakao } from './kakao.ts'
import { providerHttp } from './provider-http.ts'

/** Settings of every provider there is; `null` is off. */
export type ProviderSettings = { readonly kakao: KakaoSettings | null } & Record<ProviderName, unknown>

/** The providers that are switched on, each with connections of its own. */
export function allProviders(settings: ProviderSettings): {
  readonly configured: IdentityProviders
  close(): Promise<void>
} {
  const http = { kakao: providerHttp('kakao') } satisfies Record<ProviderName, unknown>
  const configured: IdentityProviders = {
    ...(settings.kakao && { kakao: kakao(settings.kakao, http.kakao) }),
  }
  return {
    configured,
    close: async () => void (await Promise.all(Object.values(http).map((each) => each.close()))),
  }
}
