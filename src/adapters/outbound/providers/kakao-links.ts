import type { ProviderLinks } from '../../../application/ports/identity-providers.ts'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { Subject } from '../../../domain/identity.ts'
import type { ProviderAnswer, ProviderHttp } from './provider-http.ts'

type Settings = { readonly apiUrl: string }

/** Kakao's answer about somebody who is not linked to the app (any more). */
const notLinked = -101

/** What the app may ask by its admin key. */
export function kakaoLinks({ apiUrl }: Settings, adminKey: string, http: ProviderHttp): ProviderLinks {
  const call = (path: string, subject: Subject) =>
    http.postForm(
      `${apiUrl}${path}`,
      { target_id_type: 'user_id', target_id: subject },
      { authorization: `KakaoAK ${adminKey}` },
    )
  return {
    async has(subject) {
      const answer = await call('/v2/user/me', subject)
      if (answer.status === 200) return true
      if (answer.json.code === notLinked) return false
      throw refused('/v2/user/me', answer)
    },
    async remove(subject) {
      const answer = await call('/v1/user/unlink', subject)
      if (answer.status !== 200 && answer.json.code !== notLinked) throw refused('/v1/user/unlink', answer)
    },
  }
}

function refused(path: string, { status, json }: ProviderAnswer): ProviderFailure {
  const code = typeof json.code === 'number' ? String(json.code) : 'without a code'
  const hint = status === 401 ? ': is KAKAO_ADMIN_KEY the admin key of this app?' : ''
  return new ProviderFailure('provider_unavailable', 'kakao', `${path} answered ${status} ${code}${hint}`)
}
