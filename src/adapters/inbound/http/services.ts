import type { abandonSignup } from '../../../application/abandon-signup.ts'
import type { beginLogin } from '../../../application/begin-login.ts'
import type { beginVerification } from '../../../application/begin-verification.ts'
import type { changeConsents } from '../../../application/change-consents.ts'
import type { changeProfile } from '../../../application/change-profile.ts'
import type { completeConsent } from '../../../application/complete-consent.ts'
import type { completeLogin } from '../../../application/complete-login.ts'
import type { completeNativeLogin } from '../../../application/complete-native-login.ts'
import type { completeSignup } from '../../../application/complete-signup.ts'
import type { completeVerification } from '../../../application/complete-verification.ts'
import type { endAllSessions } from '../../../application/end-all-sessions.ts'
import type { endSession } from '../../../application/end-session.ts'
import type { AccessTokens } from '../../../application/ports/access-tokens.ts'
import type { Clock } from '../../../application/ports/clock.ts'
import type { Consents } from '../../../application/ports/consents.ts'
import type { IdentityProviders } from '../../../application/ports/identity-providers.ts'
import type { Links } from '../../../application/ports/links.ts'
import type { Nonces } from '../../../application/ports/nonces.ts'
import type { OnboardingCatalog } from '../../../application/ports/onboarding-catalog.ts'
import type { ProviderNotices } from '../../../application/ports/provider-notices.ts'
import type { RateLimits } from '../../../application/ports/rate-limits.ts'
import type { RefreshTokens } from '../../../application/ports/refresh-tokens.ts'
import type { Seals } from '../../../application/ports/seals.ts'
import type { Sessions } from '../../../application/ports/sessions.ts'
import type { TermsCatalog } from '../../../application/ports/terms-catalog.ts'
import type { Users } from '../../../application/ports/users.ts'
import type { readAskedConsents } from '../../../application/read-asked-consents.ts'
import type { readConsents } from '../../../application/read-consents.ts'
import type { readSignup } from '../../../application/read-signup.ts'
import type { redeemCode } from '../../../application/redeem-code.ts'
import type { refreshSession } from '../../../application/refresh-session.ts'
import type { saveSignup } from '../../../application/save-signup.ts'
import type { unlinkIdentity } from '../../../application/unlink-identity.ts'
import type { withdrawUser } from '../../../application/withdraw-user.ts'
import type { Client } from '../../../domain/client.ts'

/** What every process shows to whoever watches it. */
export type WatchedServices = {
  /** Whether the database is within reach and its schema ours. */
  readonly readiness: () => Promise<
    { readonly kind: 'ready' } | { readonly kind: 'not_ready'; readonly detail: string }
  >
  /** What was counted so far, as Prometheus reads it. */
  readonly metrics: () => Promise<string>
  /** Hears of every request. `route` is a pattern. */
  readonly watchRequest: (request: { readonly method: string; readonly route: string }) => WatchedRequest
}

export type WatchedRequest = {
  /** Runs what answers the request. */
  within(next: () => void): void
  /** `code` is the one of a problem. */
  answered(answer: {
    readonly status: number
    readonly code: string | undefined
    readonly seconds: number
  }): void
}

/** Everything that the HTTP door opens to. */
export type HttpServices = WatchedServices & {
  readonly providers: IdentityProviders
  readonly beginLogin: ReturnType<typeof beginLogin>
  readonly completeLogin: ReturnType<typeof completeLogin>
  readonly completeNativeLogin: ReturnType<typeof completeNativeLogin>
  readonly readSignup: ReturnType<typeof readSignup>
  readonly saveSignup: ReturnType<typeof saveSignup>
  readonly completeSignup: ReturnType<typeof completeSignup>
  readonly beginVerification: ReturnType<typeof beginVerification>
  readonly completeVerification: ReturnType<typeof completeVerification>
  readonly abandonSignup: ReturnType<typeof abandonSignup>
  readonly refreshSession: ReturnType<typeof refreshSession>
  readonly redeemCode: ReturnType<typeof redeemCode>
  readonly endAllSessions: ReturnType<typeof endAllSessions>
  readonly endSession: ReturnType<typeof endSession>
  readonly changeProfile: ReturnType<typeof changeProfile>
  readonly nonces: Nonces
  readonly seals: Seals
  readonly readConsents: ReturnType<typeof readConsents>
  readonly changeConsents: ReturnType<typeof changeConsents>
  readonly readAskedConsents: ReturnType<typeof readAskedConsents>
  readonly completeConsent: ReturnType<typeof completeConsent>
  readonly links: Pick<Links, 'ofUser'>
  readonly unlinkIdentity: ReturnType<typeof unlinkIdentity>
  readonly consents: Consents
  readonly withdrawUser: ReturnType<typeof withdrawUser>
  readonly providerNotices: Pick<ProviderNotices, 'receive'>
  readonly accessTokens: AccessTokens
  readonly refreshTokens: RefreshTokens
  readonly sessions: Sessions
  readonly users: Users
  readonly onboarding: OnboardingCatalog
  readonly terms: TermsCatalog
  readonly clock: Clock
  /** `null`: nothing is limited. */
  readonly limits: RateLimits | null
}

/** What the HTTP door is told by configuration. */
export type HttpSettings = {
  /** The only source of our own address: never a header of a request (security RH1). */
  readonly publicUrl: URL
  readonly returnToOrigins: readonly string[]
  /** Applications apart from our own pages. */
  readonly clients: readonly Client[]
  readonly trustedProxies: readonly string[]
  readonly sessionTtlSeconds: number
  readonly withdrawalGraceSeconds: number
  /** Of the product, as the OpenAPI document shows it. */
  readonly version: string
}
