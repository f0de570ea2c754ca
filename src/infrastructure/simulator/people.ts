import { randomInt } from 'node:crypto'

/** What a person may refuse to share. */
export type Item = 'email' | 'nickname' | 'picture'

export type Person = {
  id: string
  nickname: string
  email: { address: string; valid: boolean; verified: boolean } | undefined
  /** Items never agreed to, however nicely a service asks. */
  refuses: readonly Item[]
  /** Turns back as soon as the login begins. */
  cancels: boolean
}

type Label = { ko: string; en: string }
export type CastMember = { id: string; label: Label; person: Person }

const INT64_MAX = 9_223_372_036_854_775_807n

const complete = (id: string, nickname: string, mailbox: string): Person => ({
  id,
  nickname,
  email: { address: `${mailbox}@example.com`, valid: true, verified: true },
  refuses: [],
  cancels: false,
})

const member = (id: string, mailbox: string, label: Label, traits: Partial<Person> = {}): CastMember => ({
  id,
  label,
  person: { ...complete(id, label.ko, mailbox), ...traits },
})

/** The people who are always there, each with one trait that a login has to survive. */
export const cast: readonly CastMember[] = [
  member('1000000001', 'complete', { ko: '모두 갖춘 사람', en: 'complete profile' }),
  member('1000000002', 'none', { ko: '이메일이 없는 사람', en: 'no e-mail' }, { email: undefined }),
  member(
    '1000000003',
    'unverified',
    { ko: '이메일을 인증하지 않은 사람', en: 'unverified e-mail' },
    { email: { address: 'unverified@example.com', valid: true, verified: false } },
  ),
  member(
    '1000000004',
    'expired',
    { ko: '이메일이 만료된 사람', en: 'expired e-mail' },
    { email: { address: 'expired@example.com', valid: false, verified: true } },
  ),
  member(
    '1000000005',
    'unnamed',
    { ko: '닉네임을 거부하는 사람', en: 'refuses the nickname' },
    { refuses: ['nickname'] },
  ),
  member('1376016924429759228', 'large', { ko: '번호가 아주 큰 사람', en: 'id past 2^53' }),
  member('1376016924429759229', 'neighbour', { ko: '그 옆 번호인 사람', en: 'its neighbour' }),
  member('1000000006', 'canceller', { ko: '취소하는 사람', en: 'cancels' }, { cancels: true }),
]

/** True for what Kakao could give as an id: a positive int64, written without leading zeros. */
export const isPersonId = (id: string): boolean => /^[1-9][0-9]{0,18}$/.test(id) && BigInt(id) <= INT64_MAX

/** One of the cast, or somebody with a complete profile. The same id is always the same person. */
export const personOf = (id: string): Person =>
  cast.find((known) => known.id === id)?.person ?? complete(id, `새 사람 ${id}`, `person-${id}`)

/** An id that nobody is likely to have used before. */
export const someoneNew = (): string => String(randomInt(2_000_000_000, 10_000_000_000))
