import type { Declaration } from '../adapters/outbound/onboarding/declaration.ts'
import { kakaoTerms } from '../adapters/outbound/providers/kakao-terms.ts'
import { providerHttp } from '../adapters/outbound/providers/provider-http.ts'
import type { ProviderTerms } from '../application/ports/provider-terms.ts'
import type { KakaoConfig } from './config-kakao.ts'

/** Kakao Sync, as far as documents are declared with a tag: the terms are asked at Kakao, and read from there. */
export type KakaoSync = {
  readonly serviceTerms: () => readonly string[]
  readonly forSignups: { readonly providerTerms?: () => ProviderTerms | undefined }
  close(): Promise<void>
}

export function kakaoSync(settings: KakaoConfig | null, declared: () => Declaration): KakaoSync {
  const serviceTerms = () => [...new Set(declared().documents.flatMap(({ kakaoTag }) => kakaoTag ?? []))]
  if (!settings) return { serviceTerms, forSignups: {}, close: async () => {} }
  const http = providerHttp('kakao')
  const terms = kakaoTerms(settings, http)
  // Where no document has a tag, nobody need be asked about.
  const providerTerms = () => (serviceTerms().length > 0 ? terms : undefined)
  return { serviceTerms, forSignups: { providerTerms }, close: () => http.close() }
}

/** The settings of the providers, with the terms that Kakao is to ask for. */
export function withServiceTerms<Settings extends { readonly kakao: KakaoConfig | null }>(
  settings: Settings,
  { serviceTerms }: KakaoSync,
) {
  return { ...settings, kakao: settings.kakao && { ...settings.kakao, declaredTerms: serviceTerms } }
}
