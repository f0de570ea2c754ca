import { accountConsents } from '../../src/adapters/inbound/http/pages/account-consents.ts'
import { accountIdentities } from '../../src/adapters/inbound/http/pages/account-identities.ts'
import { accountPage } from '../../src/adapters/inbound/http/pages/account-page.ts'
import { accountSessions } from '../../src/adapters/inbound/http/pages/account-sessions.ts'
import { consentPage } from '../../src/adapters/inbound/http/pages/consent-page.ts'
import { errorPage } from '../../src/adapters/inbound/http/pages/error-page.ts'
import type { Language } from '../../src/adapters/inbound/http/pages/language.ts'
import { linkPage } from '../../src/adapters/inbound/http/pages/link-page.ts'
import { loginPage } from '../../src/adapters/inbound/http/pages/login-page.ts'
import { onwardPage } from '../../src/adapters/inbound/http/pages/onward-page.ts'
import { preparingPage } from '../../src/adapters/inbound/http/pages/preparing-page.ts'
import type { SignupPageView } from '../../src/adapters/inbound/http/pages/signup-page.ts'
import { signupPage } from '../../src/adapters/inbound/http/pages/signup-page.ts'
import { termsPage } from '../../src/adapters/inbound/http/pages/terms-page.ts'
import {
  accountWithdrawal,
  goodbyePage,
  withdrawalPage,
} from '../../src/adapters/inbound/http/pages/withdrawal-page.ts'
import type { IdentityId, ProviderName } from '../../src/domain/identity.ts'
import type { SessionId } from '../../src/domain/ids.ts'
import type { Session } from '../../src/domain/session.ts'
import type { TermsId } from '../../src/domain/terms.ts'
import type { User, UserId } from '../../src/domain/user.ts'

const day = new Date('2026-11-01T00:00:00Z')
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const [kakao, naver, google] = ['kakao', 'naver', 'google'].map((name) => ({
  name,
  label: name,
  href: `/auth/${name}/login`,
})) as [Provider, Provider, Provider]
type Provider = { name: string; label: string; href: string }

/** Each page in each of its states, by name, with answers as long as they may be: what does not fit shows here. */
export function shownPages(language: Language): [name: string, page: string][] {
  return [...doorPages(language), ...signupPages(language), ...accountPages(language)]
}

function doorPages(language: Language): [string, string][] {
  const other = {
    name: 'acme-corporate-directory',
    label: 'Acme Corporate Directory',
    href: '/auth/acme/login',
  }
  const body = Array.from({ length: 4 }, () => '약관의 한 문단이 여기에 있습니다. '.repeat(6)).join('\n\n')
  return [
    ['login', loginPage(language, { providers: [kakao, naver, google, other] })],
    ['login without providers', loginPage(language, { providers: [] })],
    ['preparing', preparingPage(language)],
    ['onward to a login', onwardPage(language, { href: '/elsewhere', provider: google })],
    ['onward to the agency', onwardPage(language, { href: '/elsewhere', provider: null })],
    ['link', linkPage(language, { provider: google, nickname: longNickname, isLinked: false })],
    ['link of what is linked', linkPage(language, { provider: other, nickname: '문지기', isLinked: true })],
    [
      'terms',
      termsPage(language, { id: tos, version: '2026-11-01', title: '이용약관', body, effectiveAt: day }),
    ],
    [
      'error',
      errorPage(language, { code: 'invalid_state', requestId: '0193577f-5f2c-7c1b-9d1e-0123456789ab' }),
    ],
    ['withdrawal with grace', withdrawalPage(language, 7 * 86_400)],
    ['withdrawal', withdrawalPage(language, 0)],
    ['goodbye with grace', goodbyePage(language, 7 * 86_400)],
    ['goodbye', goodbyePage(language, 0)],
  ]
}

function signupPages(language: Language): [string, string][] {
  const errors = ['agreed_terms', 'nickname', 'email', 'size', 'birth_date'].map((field) => ({
    field,
    code: 'required',
    detail: '',
  }))
  const changed = [{ field: 'version', code: 'version_conflict', detail: '' }]
  const steps = ['age', 'terms', 'identity', 'profile'].map((name) => ({
    name,
    title: stepTitle[name] ?? name,
  }))
  const progress = steps.map((step, index) => ({ steps: [step], isDone: index < 2 }))
  const show = (changes: Partial<SignupPageView>) => signupPage(language, { ...signup, ...changes })
  const wrongTerms = [{ field: 'agreed_terms', code: 'required', detail: '' }]
  return [
    ['signup', show({})],
    ['signup in error', show({ steps, errors })],
    ['signup changed in another tab', show({ errors: changed })],
    ['signup with the terms agreed to at the provider', show({ terms: [] })],
    ['signup with other logins', show({ others: { isLikely: false, providers: [naver, google] } })],
    ['signup of who is known', show({ others: { isLikely: true, providers: [naver, google] } })],
    ...steps.map((step): [string, string] => [`signup, ${step.name}`, show({ steps: [step], progress })]),
    ['consent', consentPage(language, { terms, errors: [] })],
    ['consent in error', consentPage(language, { terms, errors: wrongTerms })],
  ]
}

function accountPages(language: Language): [string, string][] {
  const sections = [
    accountIdentities(language, { identities, providers: [kakao, naver, google] }),
    accountSessions(language, { sessions, current: 's0' as SessionId }),
    accountConsents(language, consents),
  ]
  const wayOut = accountWithdrawal(language)
  return [
    ['account', accountPage(language, { user, sections, accountLogout: 'kakao', wayOut })],
    ['account without e-mail', accountPage(language, { user: { ...user, email: null, nickname: '나' } })],
  ]
}

const tos = 'tos' as TermsId
const longNickname = '아주아주긴이름을가진문지기가여기에있습니다그래도되지요정말'
const stepTitle: Readonly<Record<string, string>> = {
  age: '나이 확인',
  terms: '약관 동의',
  identity: '본인인증',
  profile: '프로필',
}

const terms = [
  { id: 'tos', title: '서비스 이용약관', url: '/terms/tos/1', required: true, agreed: true, body: '한 문단' },
  {
    id: 'privacy',
    title: '개인정보 수집 및 이용, 제3자 제공에 대한 동의',
    url: '/p',
    required: true,
    agreed: false,
  },
  { id: 'news', title: '소식 받기', url: '/terms/news/1', required: false, agreed: false },
]

const signup: SignupPageView = {
  provider: 'kakao',
  terms,
  fields: [
    { name: 'nickname', label: '닉네임', hint: '30자까지', required: true, value: longNickname },
    { name: 'email', label: '이메일', required: false, value: null },
    {
      name: 'size',
      label: '크기',
      required: true,
      value: null,
      schema: { type: 'string', enum: ['S', 'M', 'L'] },
    },
  ],
  errors: [],
  expiresAt: new Date('2026-11-30T02:00:00Z'),
}

const user: User = {
  id: 'u1' as UserId,
  nickname: longNickname,
  email: 'a-very-long-address-of-somebody@subdomain.example.com',
  emailVerified: true,
  createdAt: day,
  profile: {},
}

const identities = ['kakao', 'naver'].map((provider) => ({
  id: `i-${provider}` as IdentityId,
  provider: provider as ProviderName,
  firstSeenAt: day,
}))

const sessions = [firefox, '', 'KAKAOTALK 25.1.0'].map((userAgent, index) => ({
  id: `s${index}`,
  device: { userAgent },
  lastAddress: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
  lastUsedAt: day,
})) as unknown as Session[]

const consents = terms.map(({ id, title, url, required, agreed }, index) => ({
  id,
  title,
  url,
  required,
  agreed,
  changed_at: index === 1 ? null : day.toISOString(),
}))
