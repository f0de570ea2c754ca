import { type Order, orderOf, type Provider } from './order.ts'

/** Why a link went without anybody ordering a webhook. */
export type Farewell = 'unlinked' | 'account_deleted' | 'signup_unfinished' | 'unlinked_by_service'

const kakaoReasons: Record<Farewell, string> = {
  unlinked: 'UNLINK_FROM_APPS',
  account_deleted: 'ACCOUNT_DELETE',
  signup_unfinished: 'INCOMPLETE_SIGN_UP',
  unlinked_by_service: 'UNLINK_FROM_SERVICE',
}

const fromKakao = (person: string, farewell: Farewell): readonly Order[] => {
  const reason = kakaoReasons[farewell]
  const event = orderOf('kakao', 'user-unlinked', person, { reason })
  // The unlink callback is for what the service did not do itself; the event is for all (protocols 1.14).
  if (farewell === 'unlinked_by_service') return [event]
  return [orderOf('kakao', 'unlink', person, { referrer_type: reason }), event]
}

/** All that a provider sends by itself when a link goes. Naver and Google give no reason. */
export const farewellsOf = (provider: Provider, person: string, farewell: Farewell): readonly Order[] => {
  if (provider === 'kakao') return fromKakao(person, farewell)
  return [orderOf(provider, provider === 'naver' ? 'unlink' : 'tokens-revoked', person)]
}
