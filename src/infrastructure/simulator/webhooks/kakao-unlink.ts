import type { KakaoApplication } from '../kakao/application.ts'
import { type Forgery, formType, type Message } from './message.ts'

type Unlinked = { person: string; method: 'GET' | 'POST'; referrerType: string; forgery: Forgery | undefined }

/** Kakao's 연결 해제 웹훅: nothing but the admin key proves it, and the console says which method it has. */
export const kakaoUnlink = (
  { appId, adminKey }: KakaoApplication,
  { person, method, referrerType, forgery }: Unlinked,
): Message => {
  const fields = new URLSearchParams({ app_id: appId, user_id: person, referrer_type: referrerType })
  const authorization = `KakaoAK ${forgery === 'wrong_key' ? 'not-the-admin-key' : adminKey}`
  return method === 'GET'
    ? { webhook: 'unlink', method, query: `${fields}`, headers: { authorization } }
    : { webhook: 'unlink', method, headers: { authorization, 'content-type': formType }, body: `${fields}` }
}
