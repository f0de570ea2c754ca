import type { Text } from '../pages/language.ts'
import type { Choice, Provider } from './order.ts'

export const providerNames: Record<Provider, Text> = {
  kakao: { ko: '카카오', en: 'Kakao' },
  naver: { ko: '네이버', en: 'Naver' },
  google: { ko: 'Google', en: 'Google' },
}

export const fieldNames: Record<Choice | 'person' | 'event', Text> = {
  person: { ko: '사람 (회원 번호)', en: 'Person (id)' },
  event: { ko: '이벤트', en: 'Event' },
  method: { ko: 'HTTP 메서드', en: 'HTTP method' },
  referrer_type: { ko: '연결 해제 경로 (referrer_type)', en: 'Why (referrer_type)' },
  placement: { ko: '파라미터 위치', en: 'Parameters in' },
  issuer: { ko: '발급자 표기 (iss)', en: 'Spelling of the issuer (iss)' },
  delivery: { ko: '보내는 횟수', en: 'Delivered' },
  reason: { ko: '이유 (reason)', en: 'Reason' },
  link: { ko: '제공자 쪽 연결', en: 'The link at the provider' },
  fault: { ko: '일부러 넣을 잘못', en: 'Wilful fault' },
}

const none: Text = { ko: '없음', en: 'none' }
const values: Record<string, Text> = {
  'link.': { ko: '이벤트대로', en: 'as the event has it' },
  'link.kept': { ko: '그대로 두기', en: 'left as it is' },
  'placement.query': { ko: '쿼리', en: 'the query' },
  'placement.body': { ko: '본문', en: 'the body' },
  'issuer.discovered': { ko: '디스커버리 문서대로', en: 'as in the discovery document' },
  'issuer.trailing_slash': { ko: '끝에 /를 붙여서', en: 'with a trailing slash' },
  'issuer.without_scheme': { ko: 'https:// 없이', en: 'without the scheme' },
  'delivery.once': { ko: '한 번', en: 'once' },
  'delivery.twice': { ko: '두 번', en: 'twice' },
  'fault.wrong_issuer': { ko: '다른 발급자', en: 'another issuer' },
  'fault.wrong_audience': { ko: '다른 앱에게', en: 'for another app' },
  'fault.wrong_key': { ko: '다른 키로 보내기', en: 'another key' },
  'fault.bad_signature': { ko: '서명 망가뜨리기', en: 'a spoiled signature' },
  'fault.old_timestamp': { ko: '오래된 시각', en: 'an old time' },
  'fault.replay': { ko: '마지막 것을 그대로 다시', en: 'the last one again' },
}

/** What a value of a field is called; the provider's own words are left as they are. */
export const valueName = (field: Choice, value: string): Text => {
  const name = values[`${field}.${value}`]
  if (name) return name
  return value === '' ? none : { ko: value, en: value }
}
