import type { Texts } from './shape.ts'

const again = '로그인 화면에서 다시 시작해 주세요.'
const soon = '잠시 뒤에 다시 시도해 주세요.'
const toSignup = { href: '/signup', label: '가입 화면으로' } as const

export const koProblems: Texts['errors'] = {
  invalid_request: { title: '요청을 이해하지 못했어요', detail: '주소를 확인하고 다시 시도해 주세요.' },
  invalid_body: {
    title: '보낸 내용을 이해하지 못했어요',
    detail: '화면을 새로 열고 다시 시도해 주세요.',
  },
  invalid_state: {
    title: '로그인을 이어 갈 수 없어요',
    detail: `시간이 오래 지났거나 다른 브라우저에서 시작한 로그인이에요. ${again}`,
  },
  invalid_code: {
    title: '로그인을 마치지 못했어요',
    detail: `확인 시간이 지났거나 이미 처리된 로그인이에요. ${again}`,
  },
  return_to_not_allowed: {
    title: '그 주소로는 돌아갈 수 없어요',
    detail: '들어오신 곳에서 다시 시작하거나, 로그인 화면에서 시작해 주세요.',
  },
  unknown_client: {
    title: '등록되지 않은 앱이에요',
    detail: '이용하시던 앱으로 돌아가 주세요. 같은 일이 반복되면 앱 운영자에게 알려 주세요.',
  },
  redirect_uri_not_allowed: {
    title: '앱으로 돌아갈 주소가 맞지 않아요',
    detail: '이용하시던 앱으로 돌아가 주세요. 같은 일이 반복되면 앱 운영자에게 알려 주세요.',
  },
  native_login_unsupported: {
    title: '앱에서는 쓸 수 없는 로그인이에요',
    detail: '브라우저에서 로그인해 주세요.',
  },
  invalid_provider_token: {
    title: '로그인을 확인하지 못했어요',
    detail: '앱에서 로그인을 다시 시작해 주세요.',
  },
  invalid_nonce: {
    title: '로그인을 이어 갈 수 없어요',
    detail: '시간이 오래 지났거나 이미 처리된 로그인이에요. 앱에서 다시 시작해 주세요.',
  },
  not_a_navigation: { title: '여기서는 로그인을 시작할 수 없어요', detail: again },
  invalid_token: { title: '로그인이 필요해요', detail: again },
  invalid_grant: {
    title: '다시 로그인해 주세요',
    detail: '로그인한 지 오래되었거나 다른 곳에서 로그아웃됐어요.',
  },
  access_denied: {
    title: '취소하셨어요',
    detail: '동의를 받지 못해 로그인을 멈췄어요. 언제든 다시 시작할 수 있어요.',
  },
  user_blocked: {
    title: '지금은 로그인할 수 없어요',
    detail: '이용이 정지된 계정이에요. 이유가 궁금하시면 문의해 주세요.',
  },
  signup_refused: {
    title: '가입을 마칠 수 없어요',
    detail: '서비스에서 이 가입을 받지 않았어요. 이유가 궁금하시면 문의해 주세요.',
    action: toSignup,
  },
  signup_unavailable: {
    title: '지금은 가입을 마칠 수 없어요',
    detail: `입력하신 내용은 그대로 있어요. ${soon}`,
    action: toSignup,
  },
  verification_not_asked: {
    title: '본인인증이 필요 없는 가입이에요',
    detail: '가입 화면에서 이어서 진행해 주세요.',
    action: toSignup,
  },
  not_verified: {
    title: '본인인증을 마치지 못했어요',
    detail: '가입 화면에서 본인인증을 다시 시작해 주세요.',
    action: toSignup,
  },
  already_member: {
    title: '이미 가입하셨어요',
    detail: '전에 쓰던 방법으로 로그인하면, 내 계정에서 이번 계정도 연결할 수 있어요.',
  },
  under_age: {
    title: '아직은 가입할 수 없어요',
    detail: '가입할 수 있는 나이가 되면 다시 만나요. 알려 주신 내용은 모두 지웠어요.',
  },
  version_conflict: {
    title: '다른 화면에서 내용이 바뀌었어요',
    detail: '가입 화면에서 지금 내용을 확인해 주세요.',
    action: toSignup,
  },
  invalid_signature: {
    title: '안전을 위해 멈췄어요',
    detail: '누가 보냈는지 확인할 수 없어서 처리하지 않았어요.',
  },
  origin_not_allowed: {
    title: '안전을 위해 멈췄어요',
    detail: `다른 곳에서 보낸 요청일 수 있어서 처리하지 않았어요. ${again}`,
  },
  not_found: {
    title: '찾는 화면이 없어요',
    detail: '주소가 바뀌었거나 잘못 입력됐을 수 있어요. 주소를 확인해 주세요.',
  },
  identity_taken: {
    title: '다른 계정에서 쓰고 있어요',
    detail: '두 계정이 모두 내 것이라면 내 계정 화면에서 하나로 합칠 수 있어요.',
    action: { href: '/account', label: '내 계정으로' },
  },
  last_identity: {
    title: '하나 남은 로그인 방법이에요',
    detail: '다른 로그인 방법을 먼저 연결해 주세요.',
    action: { href: '/account', label: '내 계정으로' },
  },
  unknown_identity: {
    title: '그런 로그인 방법이 없어요',
    detail: '이미 해제했을 수 있어요. 내 계정을 다시 확인해 주세요.',
    action: { href: '/account', label: '내 계정으로' },
  },
  unknown_session: {
    title: '그런 기기가 없어요',
    detail: '이미 로그아웃됐을 수 있어요. 내 계정에서 다시 확인해 주세요.',
    action: { href: '/account', label: '내 계정으로' },
  },
  unknown_provider: {
    title: '지원하지 않는 로그인이에요',
    detail: '로그인 화면에서 다른 방법을 골라 주세요.',
  },
  method_not_allowed: { title: '이 주소로는 할 수 없는 일이에요', detail: '화면의 버튼을 눌러 주세요.' },
  signup_preparing: {
    title: '가입을 준비하고 있어요',
    detail: '거의 다 됐어요. 잠시 뒤에 가입 화면을 열어 주세요.',
    action: toSignup,
  },
  already_completed: { title: '이미 가입을 마쳤어요', detail: '로그인하면 바로 이용할 수 있어요.' },
  signup_expired: {
    title: '가입할 수 있는 시간이 지났어요',
    detail: '입력한 내용은 모두 지웠어요. 처음부터 다시 시작해 주세요.',
  },
  body_too_large: { title: '보낸 내용이 너무 커요', detail: '내용을 줄여서 다시 보내 주세요.' },
  unsupported_media_type: {
    title: '보낸 형식을 이해하지 못했어요',
    detail: '화면을 새로 열고 다시 시도해 주세요.',
  },
  invalid_consents: {
    title: '다시 확인할 곳이 있어요',
    detail: '약관을 다시 확인하고 골라 주세요.',
  },
  invalid_profile: {
    title: '다시 확인할 곳이 있어요',
    detail: '가입 화면에서 표시된 곳을 고쳐 주세요.',
    action: toSignup,
  },
  onboarding_incomplete: {
    title: '아직 남은 단계가 있어요',
    detail: '가입 화면에서 이어서 진행해 주세요.',
    action: toSignup,
  },
  request_timeout: {
    title: '요청이 너무 오래 걸렸어요',
    detail: '인터넷 연결을 확인하고 다시 시도해 주세요.',
  },
  headers_too_large: {
    title: '요청에 담긴 정보가 너무 많아요',
    detail: '브라우저의 쿠키를 지우고 다시 시도해 주세요.',
  },
  rate_limited: {
    title: '잠깐 쉬었다 해 주세요',
    detail: `짧은 시간에 요청이 너무 많았어요. ${soon}`,
  },
  internal_error: { title: '문제가 생겼어요', detail: `저희 쪽에서 생긴 문제예요. ${soon}` },
  provider_unavailable: {
    title: '지금은 연결할 수 없어요',
    detail: `로그인하려는 서비스가 응답하지 않아요. ${soon}`,
  },
  provider_busy: { title: '지금은 많이 붐벼요', detail: `로그인하려는 분이 많아요. ${soon}` },
  provider_timeout: {
    title: '응답이 너무 늦어요',
    detail: `로그인하려는 서비스가 제때 답하지 않았어요. ${soon}`,
  },
  service_unavailable: { title: '잠시 쉬고 있어요', detail: `곧 돌아올게요. ${soon}` },
}
