import type { Localized } from '../../../domain/localized.ts'
import type { MarketingChannel } from '../../../domain/terms.ts'

/** One document in every language. */
export type TermsText = {
  readonly id: string
  readonly version: string
  readonly required: boolean
  /** The day from which it is in force, as an ISO date. */
  readonly effectiveAt: string
  readonly title: Localized
  readonly body: Localized
  readonly channels?: readonly MarketingChannel[]
  /** In force at any time: who declares nothing must not wait for a day. */
  readonly isSample?: true
  /** Under which tag Kakao Sync knows it. */
  readonly kakaoTag?: string
}

/** Samples that say what such a document has to say: an operator puts their own wording here before going live. */
export const documents: readonly TermsText[] = [
  {
    id: 'terms-of-service',
    version: '2026-11-01',
    required: true,
    effectiveAt: '2026-11-01',
    isSample: true,
    title: { ko: '서비스 이용약관', en: 'Terms of service' },
    body: {
      ko: `이 문서는 예시예요. 서비스를 열기 전에 운영자의 이용약관으로 바꿔 주세요.

이용약관에는 서비스의 내용, 회원의 권리와 의무, 이용 제한과 해지의 절차, 책임의 범위, 분쟁을 해결하는 방법을 적어요.

약관을 바꿀 때에는 시행일과 바뀌는 내용을 미리 알리고, 새 버전에 다시 동의를 받아요.`,
      en: `This document is a sample. Put the operator's own terms here before the service opens.

Terms of service say what the service is, what its members may and must do, how use is limited and ended, how far liability goes, and how disputes are settled.

When the terms change, the date and the changes are announced in advance and the new version is agreed to again.`,
    },
  },
  {
    id: 'privacy',
    version: '2026-11-01',
    required: true,
    effectiveAt: '2026-11-01',
    isSample: true,
    title: { ko: '개인정보 수집 및 이용 동의', en: 'Collection and use of personal information' },
    body: {
      ko: `이 문서는 예시예요. 서비스를 열기 전에 운영자의 동의서로 바꿔 주세요.

수집하는 항목: 로그인 제공자의 회원 번호, 닉네임, (선택) 이메일 주소.

이용하는 목적: 회원을 알아보고 로그인 상태를 지키기 위해서예요.

보유하는 기간: 회원이 탈퇴할 때까지예요. 가입을 마치지 않으면 정해진 기간이 지난 뒤 지워요.

동의하지 않을 수 있지만, 그러면 가입할 수 없어요.`,
      en: `This document is a sample. Put the operator's own wording here before the service opens.

What is collected: the member number at the login provider, a nickname, and (optional) an e-mail address.

What it is used for: to recognise the member and keep them signed in.

How long it is kept: until the member leaves. If signup is not finished, it is erased after a set time.

You may refuse, but then you cannot sign up.`,
    },
  },
  {
    id: 'marketing',
    version: '2026-11-01',
    required: false,
    channels: ['email'],
    effectiveAt: '2026-11-01',
    isSample: true,
    title: { ko: '마케팅 정보 수신 동의', en: 'News and offers' },
    body: {
      ko: `이 문서는 예시예요. 서비스를 열기 전에 운영자의 동의서로 바꿔 주세요.

새로운 소식과 혜택을 보내 드려요. 동의하지 않아도 서비스를 이용할 수 있고, 언제든지 동의를 거둘 수 있어요.`,
      en: `This document is a sample. Put the operator's own wording here before the service opens.

We send news and offers. You can use the service without agreeing, and withdraw at any time.`,
    },
  },
]
