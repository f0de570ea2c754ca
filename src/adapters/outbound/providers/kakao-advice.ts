/** What an operator should change, and on which page of Kakao's console, in both languages. */
export type KakaoAdvice = { readonly en: string; readonly ko: string }

/** By Kakao's codes, those that its operator can do something about. The pages are named as the console names them. */
export const kakaoAdvice: Readonly<Record<string, KakaoAdvice>> = {
  KOE004: {
    en: 'switch on Kakao Login in the console: [카카오 로그인] > [사용 설정] (Kakao Login > Enable)',
    ko: '콘솔의 [카카오 로그인] > [사용 설정]에서 상태를 ON으로 바꾸세요',
  },
  KOE005: {
    en: 'the app is a test app and this person is not a member of its team: [앱] > [멤버] (App > Members)',
    ko: '테스트 앱에는 팀원만 로그인할 수 있습니다. 콘솔의 [앱] > [멤버]에서 초대하거나 원본 앱의 키를 쓰세요',
  },
  KOE006: {
    en: 'register PUBLIC_URL/auth/kakao/callback as a redirect URI of this REST API key: [앱] > [플랫폼 키] > [REST API 키] (App > Platform key)',
    ko: '콘솔의 [앱] > [플랫폼 키] > [REST API 키] > [카카오 로그인 리다이렉트 URI]에 PUBLIC_URL/auth/kakao/callback을 글자 그대로 등록하세요',
  },
  KOE008: {
    en: 'KAKAO_CLIENT_ID must be a REST API key, not a JavaScript or native one: [앱] > [플랫폼 키]',
    ko: 'KAKAO_CLIENT_ID에는 [앱] > [플랫폼 키]의 REST API 키를 쓰세요. JavaScript 키나 네이티브 앱 키가 아닙니다',
  },
  KOE009: {
    en: 'register the platform in the console: [앱] > [플랫폼 키]',
    ko: '콘솔의 [앱] > [플랫폼 키]에서 이 키의 플랫폼 정보를 등록하세요',
  },
  KOE010: {
    en: 'KAKAO_CLIENT_SECRET is missing or not the one of this REST API key: [앱] > [플랫폼 키] > [REST API 키] > [클라이언트 시크릿]',
    ko: 'KAKAO_CLIENT_SECRET이 없거나 이 REST API 키의 것이 아닙니다. [앱] > [플랫폼 키] > [REST API 키] > [클라이언트 시크릿]의 코드를 쓰세요',
  },
  KOE101: {
    en: 'KAKAO_CLIENT_ID is not a REST API key of any app: copy it from [앱] > [플랫폼 키] > [REST API 키]',
    ko: 'KAKAO_CLIENT_ID가 어느 앱의 REST API 키도 아닙니다. [앱] > [플랫폼 키] > [REST API 키]에서 복사하세요',
  },
  KOE102: {
    en: 'KAKAO_CHANNEL_PUBLIC_ID names a channel that the app is not linked to: [앱] > [제품 링크 관리] or [카카오톡 채널]',
    ko: 'KAKAO_CHANNEL_PUBLIC_ID의 채널이 앱과 연결되어 있지 않습니다. 콘솔의 카카오톡 채널 설정에서 연결하세요',
  },
  KOE126: {
    en: "allow this server's address in the console, or take the list of allowed addresses off: [앱] > [플랫폼 키] > [REST API 키] > [호출 허용 IP 주소]",
    ko: '[앱] > [플랫폼 키] > [REST API 키] > [호출 허용 IP 주소]에 이 서버의 주소를 더하거나 목록을 비우세요',
  },
  KOE127: {
    en: "allow this server's address in the console, or take the list of allowed addresses off: [앱] > [플랫폼 키] > [REST API 키] > [호출 허용 IP 주소]",
    ko: '[앱] > [플랫폼 키] > [REST API 키] > [호출 허용 IP 주소]에 이 서버의 주소를 더하거나 목록을 비우세요',
  },
  KOE205: {
    en: 'KAKAO_SCOPE asks for an item that the console has not switched on: [카카오 로그인] > [동의항목] (Kakao Login > Consent items), or [OpenID Connect] for openid',
    ko: 'KAKAO_SCOPE가 켜지 않은 동의항목을 요청합니다. [카카오 로그인] > [동의항목]에서 켜거나 KAKAO_SCOPE에서 빼세요. openid는 [카카오 로그인] > [OpenID Connect]입니다',
  },
  KOE237: {
    en: 'Kakao limits token requests, also when one code is sent twice in a row: wait a while',
    ko: '토큰 요청이 너무 잦습니다. 같은 코드를 잇달아 두 번 보내도 그렇습니다. 잠시 기다리세요',
  },
  KOE303: {
    en: 'the code was issued for another redirect URI: has PUBLIC_URL changed?',
    ko: '인가 코드를 받을 때와 리다이렉트 URI가 다릅니다. PUBLIC_URL이 바뀌었는지 보세요',
  },
}

/** The same in one line, for the log. */
export function hintOf(code: string): string {
  const advice = kakaoAdvice[code]
  if (!advice) throw new Error(`no advice is written for ${code}`)
  return `${advice.en} / ${advice.ko}`
}
