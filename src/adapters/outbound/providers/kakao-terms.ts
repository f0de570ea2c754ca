import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { AgreedTag, ProviderTerms } from '../../../application/ports/provider-terms.ts'
import type { ProviderHttp } from './provider-http.ts'

export type KakaoTermsSettings = { readonly apiUrl: string; readonly adminKey: string | null }

/** Kakao Sync: the service terms that a person agreed to on Kakao's consent screen, asked with the admin key. */
export function kakaoTerms({ apiUrl, adminKey }: KakaoTermsSettings, http: ProviderHttp): ProviderTerms {
  return {
    async agreedTo({ provider, subject }) {
      if (provider !== 'kakao') return { kind: 'agreed', tags: [] }
      if (adminKey === null)
        return { kind: 'unknown', hint: 'KAKAO_ADMIN_KEY is needed to read service terms' }
      const query = new URLSearchParams({
        target_id_type: 'user_id',
        target_id: subject,
        result: 'agreed_service_terms',
      })
      const authorization = `KakaoAK ${adminKey}`
      const answer = await http
        .get(`${apiUrl}/v2/user/service_terms?${query}`, { authorization })
        .catch((error: unknown) => {
          if (error instanceof ProviderFailure) return error
          throw error
        })
      if (answer instanceof ProviderFailure) return { kind: 'unknown', hint: answer.hint }
      if (answer.status !== 200)
        return { kind: 'unknown', hint: `/v2/user/service_terms answered ${answer.status}` }
      return { kind: 'agreed', tags: agreedTags(answer.json.service_terms) }
    },
  }
}

/** Only what is marked as agreed, with a tag and a time; anything else counts as not agreed. */
function agreedTags(terms: unknown): AgreedTag[] {
  if (!Array.isArray(terms)) return []
  return terms.flatMap((entry: unknown): AgreedTag[] => {
    const { tag, agreed, agreed_at } = (entry ?? {}) as Record<string, unknown>
    const at = typeof agreed_at === 'string' ? new Date(agreed_at) : new Date(Number.NaN)
    if (typeof tag !== 'string' || agreed !== true || Number.isNaN(at.getTime())) return []
    return [{ tag, at }]
  })
}
