import type { Brand } from './brand.ts'

export type TermsId = Brand<string, 'TermsId'>

/** By which ways marketing may reach a person; at night needs a consent of its own (정보통신망법 50조 3항). */
export type MarketingChannel = 'email' | 'sms' | 'kakaotalk' | 'push' | 'night'

/** Exactly which document a person saw: a new wording is a new version with another hash. */
export type TermsVersion = {
  readonly id: TermsId
  readonly version: string
  /** SHA-256 of the document in every language, hex. */
  readonly hash: string
  readonly required: boolean
  /** Only of documents that allow marketing. */
  readonly channels?: readonly MarketingChannel[]
  /** What Kakao Sync calls it, where the person may have agreed before they came. */
  readonly kakaoTag?: string
}
