import type { Logger } from 'pino'
import type { httpApp, watchApp } from '../adapters/inbound/http/app.ts'
import type { HttpServices, WatchedServices } from '../adapters/inbound/http/services.ts'
import type { ConsumerUseCases } from '../adapters/inbound/worker/consumers.ts'
import type { SharedStore } from '../adapters/outbound/limits/rate-limits.ts'
import type { Declaration } from '../adapters/outbound/onboarding/declaration.ts'
import type { Connections } from '../adapters/outbound/postgres/database.ts'
import type { allProviders } from '../adapters/outbound/providers/all.ts'
import type { PatientNotices } from '../adapters/outbound/system/patient-notices.ts'
import type { SigningKeys } from '../adapters/outbound/tokens/keys.ts'
import type { endUnredeemedCodes } from '../application/end-unredeemed-codes.ts'
import type { expireSignups } from '../application/expire-signups.ts'
import type { AccessTokens } from '../application/ports/access-tokens.ts'
import type { Attempts } from '../application/ports/attempts.ts'
import type { AuthorizationCodes } from '../application/ports/authorization-codes.ts'
import type { Clock } from '../application/ports/clock.ts'
import type { CodeSecrets } from '../application/ports/code-secrets.ts'
import type { Consents } from '../application/ports/consents.ts'
import type { Ids } from '../application/ports/ids.ts'
import type { Links } from '../application/ports/links.ts'
import type { Logins } from '../application/ports/logins.ts'
import type { Nonces } from '../application/ports/nonces.ts'
import type { OnboardingCatalog } from '../application/ports/onboarding-catalog.ts'
import type { Outbox } from '../application/ports/outbox.ts'
import type { ProviderNotices } from '../application/ports/provider-notices.ts'
import type { RefreshTokens } from '../application/ports/refresh-tokens.ts'
import type { Seals } from '../application/ports/seals.ts'
import type { Sessions } from '../application/ports/sessions.ts'
import type { Signups } from '../application/ports/signups.ts'
import type { SpentProofs } from '../application/ports/spent-proofs.ts'
import type { TermsCatalog } from '../application/ports/terms-catalog.ts'
import type { Users } from '../application/ports/users.ts'
import type { Withdrawals } from '../application/ports/withdrawals.ts'
import type { tellReconfirmDue } from '../application/tell-reconfirm-due.ts'
import type { Config } from './config.ts'
import type { KakaoSync } from './kakao-sync.ts'
import type { Metrics } from './metrics.ts'
import type { OpenedHook } from './signup-hook.ts'
import type { Tracing } from './tracing.ts'

/** What has to be opened, and waited for, before the rest can be built. */
export type Given = {
  readonly config: Config
  readonly secrets: readonly [string, ...string[]]
  readonly log: Logger
  readonly connections: Connections
  readonly signingKeys: SigningKeys
  readonly version: string
  readonly declared: () => Declaration
  readonly tracing: Tracing
  /** Where processes count calls together; without it each counts its own. */
  readonly sharedCounters?: SharedStore | undefined
}

/** The table of contents of the house. Each is made when it is first asked for: a worker builds no HTTP app. */
export type Services = {
  readonly clock: Clock
  readonly ids: Ids
  readonly attempts: Attempts
  readonly seals: Seals
  readonly refreshTokens: RefreshTokens
  readonly accessTokens: AccessTokens
  readonly onboarding: OnboardingCatalog
  readonly terms: TermsCatalog
  readonly providers: ReturnType<typeof allProviders>
  readonly signupHook: OpenedHook
  readonly kakaoSync: KakaoSync
  readonly logins: Logins
  readonly signups: Signups
  readonly sessions: Sessions
  readonly users: Users
  readonly codes: AuthorizationCodes
  readonly codeSecrets: CodeSecrets
  readonly nonces: Nonces
  readonly spentProofs: SpentProofs
  readonly endUnredeemedCodes: ReturnType<typeof endUnredeemedCodes>
  readonly consents: Consents
  readonly withdrawals: Withdrawals
  readonly providerNotices: ProviderNotices
  readonly patientNotices: PatientNotices
  readonly links: Links
  readonly outbox: Outbox
  readonly consumers: ConsumerUseCases
  readonly tellReconfirmDue: ReturnType<typeof tellReconfirmDue>
  readonly expireSignups: ReturnType<typeof expireSignups>
  /** Makes the next signing key when it is time; answers how many keys changed. */
  readonly tendKeys: () => Promise<number>
  /** While DAEMUN_SECRET is changing: has providers' tokens sealed by its first; answers how many. */
  readonly resealTokens: () => Promise<number>
  readonly metrics: Metrics
  readonly tracing: Tracing
  readonly watched: WatchedServices
  readonly http: HttpServices
  readonly app: ReturnType<typeof httpApp>
  readonly watchApp: ReturnType<typeof watchApp>
}

export type Container = { get<Name extends keyof Services>(name: Name): Services[Name] }
