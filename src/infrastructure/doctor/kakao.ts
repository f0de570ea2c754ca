import { kakaoAdvice } from '../../adapters/outbound/providers/kakao-advice.ts'
import type { KakaoConfig } from '../config-kakao.ts'
import type { Ask, Told } from './ask.ts'
import type { Finding } from './finding.ts'
import { findingsAbout } from './finding.ts'

const about = {
  redirect: findingsAbout('kakao: redirect URI, scopes'),
  openId: findingsAbout('kakao: KAKAO_OIDC'),
  admin: findingsAbout('kakao: KAKAO_ADMIN_KEY'),
}

/** What Kakao can be asked besides its keys: its pages name their faults, and its admin key has no other use here. */
export const kakaoChecks: readonly ((kakao: KakaoConfig, ask: Ask) => Promise<Finding>)[] = [
  async (kakao, ask) => {
    const scope = kakao.scope.length > 0 && kakao.openIdConnect ? ['openid', ...kakao.scope] : kakao.scope
    const told = await authorize(kakao, ask, [...new Set(scope)])
    if (!isLetThrough(told)) return faulty(about.redirect, koeOf(told.text), told)
    const { redirectUri } = kakao
    return about.redirect('good', `${redirectUri} is registered.`, `${redirectUri} 이 등록되어 있습니다.`)
  },
  async (kakao, ask) => {
    if (!kakao.openIdConnect)
      return about.openId('good', 'off: people are read from /v2/user/me.', 'off: /v2/user/me로 확인합니다.')
    const { json } = await ask.get(`${kakao.authUrl}/.well-known/jwks.json`)
    if (!Array.isArray(json.keys) || json.keys.length === 0)
      return about.openId('bad', 'KAKAO_AUTH_URL publishes no keys.', 'KAKAO_AUTH_URL에 공개 키가 없습니다.')
    const told = await authorize(kakao, ask, ['openid'])
    if (isLetThrough(told))
      return about.openId('good', 'OpenID Connect is on.', 'OpenID Connect가 켜져 있습니다.')
    if (koeOf(told.text) !== 'KOE205') return faulty(about.openId, koeOf(told.text), told)
    return about.openId(
      'bad',
      'switch on [카카오 로그인] > [OpenID Connect] in the console, or set KAKAO_OIDC=off.',
      '콘솔의 [카카오 로그인] > [OpenID Connect]를 켜거나 KAKAO_OIDC=off로 두세요.',
    )
  },
  async ({ adminKey, apiUrl }, ask) => {
    if (adminKey === null)
      return about.admin(
        'unsure',
        'not set: people who leave cannot be unlinked at Kakao. Copy it from [앱] > [어드민 키].',
        '비어 있습니다. 탈퇴하는 사람의 카카오 연결을 끊을 수 없습니다. [앱] > [어드민 키]에서 복사하세요.',
      )
    const headers = { authorization: `KakaoAK ${adminKey}` }
    const told = await ask.get(`${apiUrl}/v2/user/me?target_id_type=user_id&target_id=1`, headers)
    // -101: a good key that asks for somebody who is not ours, as nobody with this id is.
    if (told.status === 200 || told.json.code === -101)
      return about.admin('good', 'Kakao takes it.', '카카오가 받아들입니다.')
    if (told.json.code !== -401) return faulty(about.admin, undefined, told)
    return about.admin(
      'bad',
      'it is not an admin key of this app, or this server may not use it: [앱] > [어드민 키].',
      '이 앱의 어드민 키가 아니거나 이 서버에서 쓸 수 없습니다. [앱] > [어드민 키]를 보세요.',
    )
  },
]

function authorize(
  { authUrl, clientId, redirectUri }: KakaoConfig,
  ask: Ask,
  scope: readonly string[],
): Promise<Told> {
  const request = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, prompt: 'none' }
  const asked = scope.length > 0 ? { scope: scope.join(',') } : {}
  return ask.get(`${authUrl}/oauth/authorize?${new URLSearchParams({ ...request, ...asked })}`)
}

/** Whom Kakao sends on has a good registration; its faults are told on a page of its own and nowhere else. */
function isLetThrough({ status, text }: Told): boolean {
  return status >= 300 && status < 400 && koeOf(text) === undefined
}

function faulty(of: (typeof about)['redirect'], code: string | undefined, { status }: Told): Finding {
  const advice = code === undefined ? undefined : kakaoAdvice[code]
  if (advice) return of('bad', `${code}: ${advice.en}.`, `${code}: ${advice.ko}.`)
  const answered = `${status}${code ? ` ${code}` : ''}`
  return of(
    'unsure',
    `Kakao answered ${answered}, which does not tell; see developers.kakao.com.`,
    `카카오의 답 ${answered} 만으로는 알 수 없습니다. developers.kakao.com을 보세요.`,
  )
}

function koeOf(text: string): string | undefined {
  return /\bKOE\d{3,4}\b/.exec(text)?.[0]
}
