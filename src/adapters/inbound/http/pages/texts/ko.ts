import type { Texts } from './shape.ts'

const again = '로그인 화면에서 다시 시작해 주세요.'

export const ko: Texts = {
  product: '대문',
  skip: '본문으로 건너뛰기',
  login: {
    title: '로그인',
    lead: '자주 쓰는 계정으로 바로 시작하세요.',
    continueWith: { kakao: '카카오로 시작하기' },
    agreement: '처음이라면 약관을 확인한 뒤에 가입이 끝나요.',
  },
  signup: {
    title: '거의 다 됐어요',
    lead: '약관에 동의하고 프로필을 확인하면 가입이 끝나요.',
    terms: '약관 동의',
    profile: '프로필',
    required: '필수',
    optional: '선택',
    read: '보기',
    fields: {
      nickname: { label: '닉네임', hint: '30자까지 쓸 수 있어요.' },
      email: { label: '이메일', hint: '알림을 받을 주소예요. 비워 둬도 돼요.' },
    },
    submit: '가입하기',
    abandon: '가입 그만두기',
    keptUntil: (date) => `지금 나가도 ${date}까지 이어서 할 수 있어요. 그 뒤에는 모두 지워져요.`,
    summary: '확인이 필요한 곳이 있어요.',
    errors: {
      agreed_terms_required: '필수 약관에 모두 동의해 주세요.',
      nickname_required: '닉네임을 입력해 주세요.',
      nickname_too_short: '닉네임을 입력해 주세요.',
      nickname_too_long: '닉네임은 30자까지 쓸 수 있어요.',
      nickname_control_character: '닉네임에 쓸 수 없는 문자가 들어 있어요.',
      email_not_an_email: 'name@example.com 같은 이메일 주소를 입력해 주세요.',
      email_too_long: '이메일 주소가 너무 길어요.',
      other: '이 값을 다시 확인해 주세요.',
    },
  },
  preparing: { title: '준비하고 있어요', lead: '잠시만 기다려 주세요. 곧 가입 화면이 나타나요.' },
  account: {
    title: (nickname) => `${nickname}님, 반가워요`,
    lead: '로그인되어 있어요.',
    nickname: '닉네임',
    email: '이메일',
    noEmail: '등록하지 않았어요',
    verified: '확인됨',
    since: '가입한 날',
    signOut: '로그아웃',
  },
  terms: { version: '버전', effective: '시행일' },
  error: { requestId: '문의할 때 알려 주실 번호', toLogin: '로그인 화면으로' },
  errors: {
    invalid_request: { title: '요청을 이해하지 못했어요', detail: '주소를 확인하고 다시 시도해 주세요.' },
    invalid_body: { title: '보낸 내용을 이해하지 못했어요', detail: '화면을 새로 열고 다시 시도해 주세요.' },
    invalid_state: {
      title: '로그인을 이어 갈 수 없어요',
      detail: `시간이 오래 지났거나 다른 브라우저에서 시작한 로그인이에요. ${again}`,
    },
    invalid_code: {
      title: '로그인을 마치지 못했어요',
      detail: `받은 코드가 이미 쓰였거나 만료됐어요. ${again}`,
    },
    return_to_not_allowed: {
      title: '돌아갈 주소가 올바르지 않아요',
      detail: '들어온 곳에서 다시 시작해 주세요.',
    },
    not_a_navigation: { title: '여기서는 로그인을 시작할 수 없어요', detail: again },
    invalid_token: { title: '로그인이 필요해요', detail: again },
    invalid_grant: { title: '다시 로그인해 주세요', detail: '로그인 상태가 끝났어요.' },
    access_denied: {
      title: '취소하셨어요',
      detail: '동의하지 않으면 로그인할 수 없어요. 원하실 때 다시 시작해 주세요.',
    },
    origin_not_allowed: {
      title: '이 화면에서는 할 수 없어요',
      detail: '대문의 화면에서 다시 시도해 주세요.',
    },
    not_found: { title: '찾는 화면이 없어요', detail: '주소를 확인해 주세요.' },
    unknown_provider: { title: '지원하지 않는 로그인이에요', detail: '다른 방법으로 로그인해 주세요.' },
    method_not_allowed: { title: '할 수 없는 요청이에요', detail: '화면의 버튼을 눌러 주세요.' },
    signup_preparing: { title: '준비하고 있어요', detail: '잠시 뒤에 다시 시도해 주세요.' },
    already_completed: { title: '이미 가입을 마쳤어요', detail: '로그인해 주세요.' },
    signup_expired: {
      title: '가입 기한이 지났어요',
      detail: '입력한 내용은 모두 지워졌어요. 처음부터 다시 시작해 주세요.',
    },
    body_too_large: { title: '보낸 내용이 너무 커요', detail: '줄여서 다시 보내 주세요.' },
    unsupported_media_type: {
      title: '보낸 형식을 이해하지 못했어요',
      detail: '화면을 새로 열고 다시 시도해 주세요.',
    },
    invalid_profile: { title: '확인이 필요한 곳이 있어요', detail: '표시된 곳을 고쳐 주세요.' },
    onboarding_incomplete: { title: '남은 단계가 있어요', detail: '남은 단계를 마쳐 주세요.' },
    request_timeout: { title: '요청이 너무 오래 걸렸어요', detail: '다시 시도해 주세요.' },
    headers_too_large: { title: '보낸 내용이 너무 커요', detail: '쿠키를 지우고 다시 시도해 주세요.' },
    rate_limited: { title: '요청이 너무 많아요', detail: '잠시 뒤에 다시 시도해 주세요.' },
    internal_error: { title: '문제가 생겼어요', detail: '저희 쪽 문제예요. 잠시 뒤에 다시 시도해 주세요.' },
    provider_unavailable: {
      title: '지금은 연결할 수 없어요',
      detail: '로그인 제공자에 문제가 있어요. 잠시 뒤에 다시 시도해 주세요.',
    },
    provider_busy: { title: '지금은 많이 붐벼요', detail: '잠시 뒤에 다시 시도해 주세요.' },
    provider_timeout: {
      title: '응답이 너무 늦어요',
      detail: '로그인 제공자가 제때 답하지 않았어요. 다시 시도해 주세요.',
    },
    service_unavailable: {
      title: '잠시 쉬고 있어요',
      detail: '곧 돌아올게요. 잠시 뒤에 다시 시도해 주세요.',
    },
  },
}
