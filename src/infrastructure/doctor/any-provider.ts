import type { IdentityProvider } from '../../application/ports/identity-providers.ts'
import { ProviderFailure } from '../../application/ports/identity-providers.ts'
import type { KnownProviderName } from '../../domain/identity.ts'
import type { LoginAttempt, VerifiedCallback } from '../../domain/login.ts'
import type { Ask, Told } from './ask.ts'
import type { Finding, Text } from './finding.ts'
import { findingsAbout } from './finding.ts'

/** Where the registration of an application is kept. */
const consoles: Readonly<Record<KnownProviderName, Text>> = {
  kakao: {
    en: 'developers.kakao.com: [앱] > [플랫폼 키] > [REST API 키]',
    ko: 'developers.kakao.com의 [앱] > [플랫폼 키] > [REST API 키]',
  },
  naver: {
    en: 'developers.naver.com: [Application] > [내 애플리케이션] (My applications) > [API 설정]',
    ko: 'developers.naver.com의 [Application] > [내 애플리케이션] > [API 설정]',
  },
  google: {
    en: 'console.cloud.google.com: [Google Auth Platform] > [Clients]',
    ko: 'console.cloud.google.com의 [Google 인증 플랫폼] > [클라이언트]',
  },
  line: {
    en: 'developers.line.biz: your channel > [LINE Login]',
    ko: 'developers.line.biz의 채널 > [LINE Login]',
  },
}

function consoleOf(name: string): Text {
  const others = { en: `the administration of ${name}`, ko: `${name} 관리 화면` }
  return Object.hasOwn(consoles, name) ? consoles[name as KnownProviderName] : others
}

/** How a provider is asked to answer without a page: Naver alone has a word of its own. */
function silently(name: string): string {
  return name === 'naver' ? 'auth_type=autologin' : 'prompt=none'
}

/** Nobody's: no answer to it can become a login. */
const attempt: LoginAttempt = {
  provider: 'kakao',
  state: 'doctor-state-doctor-state-doctor-state-0000',
  nonce: 'doctor-nonce-doctor-nonce-doctor-nonce-0000',
  codeVerifier: 'doctor-verifier-doctor-verifier-doctor-0000',
  returnTo: null,
  client: null,
  startedAt: new Date(0),
}

/** Trades a code that cannot be good: who is told that it is bad has good credentials. */
export async function keysFinding(provider: IdentityProvider): Promise<Finding> {
  const finding = findingsAbout(`${provider.name}: client id, client secret`)
  const { en, ko } = consoleOf(provider.name)
  const { state, nonce, codeVerifier } = attempt
  const callback = { code: 'doctor', state, nonce, codeVerifier } as VerifiedCallback
  try {
    const answer = await provider.identify(callback)
    if (answer.kind === 'invalid_code')
      return finding('good', 'the provider takes both.', '제공자가 둘 다 받아들입니다.')
    return finding('unsure', `it answered ${answer.kind}.`, `답은 ${answer.kind} 입니다.`)
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error
    if (error.code === 'provider_busy') return finding('unsure', error.hint, error.hint)
    return finding(
      'bad',
      `${error.hint}. See ${en}.`,
      `로그인할 수 없습니다: ${error.hint}. ${ko}을(를) 보세요.`,
    )
  }
}

/** Sends nobody the way that a login goes: who comes back to our address has it registered. */
export async function redirectFinding(
  provider: IdentityProvider,
  redirectUri: string,
  ask: Ask,
): Promise<Finding> {
  const finding = findingsAbout(`${provider.name}: redirect URI, scopes`)
  const { en, ko } = consoleOf(provider.name)
  const address = await provider.authorizationUrl({ ...attempt, provider: provider.name })
  const told = await ask.get(`${address}&${silently(provider.name)}`)
  const comesBack = told.location?.startsWith(`${redirectUri}?`) ?? false
  if (comesBack && !/[?&]error=(?:invalid_scope|unauthorized_client)\b/.test(told.location ?? ''))
    return finding('good', `${redirectUri} is registered.`, `${redirectUri} 이 등록되어 있습니다.`)
  if (comesBack || isRefusal(told))
    return finding(
      'bad',
      `register ${redirectUri} to the letter, and switch on what the scopes ask for: ${en}.`,
      `${redirectUri} 을 글자 그대로 등록하고 요청하는 항목을 켜세요: ${ko}.`,
    )
  return finding(
    'unsure',
    `it answered ${told.status}, which does not tell: see by eye that ${redirectUri} is registered: ${en}.`,
    `답 ${told.status} 만으로는 알 수 없습니다. ${redirectUri} 이 등록되어 있는지 직접 보세요: ${ko}.`,
  )
}

/** A page with a status that says no, or Google's way to its page of errors. */
function isRefusal({ status, location }: Told): boolean {
  return (status >= 400 && status < 500) || /\/error\?|[?&]authError=/.test(location ?? '')
}
