import type { KakaoApplication } from './kakao/application.ts'
import type { Client } from './oauth/dialect.ts'

export type SimulatedApplication = {
  /** Kakao's number of the application: digits only. */
  appId: string
  kakao: Omit<KakaoApplication, 'appId' | 'nativeAppKeys'> & Partial<Pick<KakaoApplication, 'nativeAppKeys'>>
  /** What the service asks the identity-verification agency with. */
  verificationSecret?: string
  /** Absent or `null`: that provider is not played. */
  naver?: Client | null
  /** `usesItsAddresses`: it calls itself by Google's own, and whoever asks there has to be led here. */
  google?: (Client & { usesItsAddresses?: boolean }) | null
  line?: Client | null
  /** Who may log people in at the provider that nobody knows by name. */
  openId?: readonly Client[]
}
