import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { SealedProfile, SealedProviderToken } from '../../../application/ports/seals.ts'
import type { CodeHash, SealedRefreshToken } from '../../../domain/authorization-code.ts'
import type { ClientId, CodeChallenge, RedirectUri } from '../../../domain/client.ts'
import type { LedgerEntry } from '../../../domain/consents.ts'
import type { EventId, EventType } from '../../../domain/events.ts'
import type { IdentityId, ProviderName, Subject } from '../../../domain/identity.ts'
import type { SessionId, SignupId } from '../../../domain/ids.ts'
import type { Locale } from '../../../domain/localized.ts'
import type { Answers, Onboarding } from '../../../domain/onboarding.ts'
import type { ProfileAnswers } from '../../../domain/profile.ts'
import type { RefreshTokenHash, SealedAnswer } from '../../../domain/session.ts'
import type { MarketingChannel, TermsId } from '../../../domain/terms.ts'
import type { UserId, UserStatus } from '../../../domain/user.ts'

type Json<Value> = ColumnType<Value, string, string>

/** The tables as Kysely sees them. Never leaves this folder. */
export type Schema = {
  users: {
    id: UserId
    nickname: string
    email: string | null
    email_verified: boolean
    created_at: Date
    profile: Json<ProfileAnswers>
    status: Generated<UserStatus>
    merged_into: Generated<UserId | null>
  }
  identities: {
    id: IdentityId
    provider: ProviderName
    subject: Subject
    user_id: UserId | null
    sealed_profile: SealedProfile | null
    sealed_provider_token: Generated<SealedProviderToken | null>
    last_seen_at: Generated<Date>
  }
  onboardings: { id: string; identity_id: IdentityId; plan: Json<Onboarding> }
  pending_signups: {
    id: SignupId
    identity_id: IdentityId | null
    status: 'open' | 'completed' | 'expired' | 'abandoned' | 'rejected' | 'unlinked'
    answers: Json<Answers>
    version: Generated<number>
    opened_at: Date
    expires_at: Date
    reminded_at: Date | null
    closed_at: Date | null
  }
  unique_answers: { field: string; key: string; user_id: UserId }
  consents: {
    id: string
    position: GeneratedAlways<number>
    user_id: UserId
    terms_id: TermsId
    terms_version: string
    terms_hash: string
    channels: MarketingChannel[] | null
    agreed_at: Date
    action: LedgerEntry['action']
    source: LedgerEntry['source']
    locale: Locale | null
    address: string | null
    user_agent: string | null
  }
  terms_documents: {
    id: string
    version: string
    hash: string
    locale: Locale
    title: string
    body: string
    effective_at: string
    required: boolean
  }
  marketing_reconfirmations: {
    user_id: UserId
    terms_id: string
    terms_version: string
    given_at: Date
  }
  sessions: {
    id: SessionId
    user_id: UserId
    provider: ProviderName
    refresh_token_hash: RefreshTokenHash
    previous_refresh_token_hash: RefreshTokenHash | null
    rotated_at: Date | null
    user_agent: string | null
    address: string
    started_at: Date
    expires_at: Date
    ended_at: Date | null
    last_used_at: Generated<Date>
    last_address: string | null
    client_id: ClientId | null
  }
  spent_proofs: { hash: string; expires_at: Date }
  authorization_codes: {
    hash: CodeHash
    session_id: SessionId
    client_id: ClientId
    redirect_uri: RedirectUri
    code_challenge: CodeChallenge
    sealed_refresh_token: SealedRefreshToken | null
    expires_at: Date
    redeemed_at: Date | null
  }
  refresh_answers: { session_id: SessionId; sealed: SealedAnswer; erase_at: Date }
  spent_refresh_tokens: { hash: RefreshTokenHash; session_id: SessionId }
  outbox: {
    id: EventId
    type: EventType
    subject: string
    data: Json<Record<string, string>>
    closed_at: Date | null
    due_at: Generated<Date>
    publications: Generated<number>
    failures: Generated<number>
    last_error: string | null
    parked_at: Date | null
    /** W3C Trace Context. */
    traceparent: string | null
  }
  inbox: { event_id: EventId; consumer: string }
  withdrawals: {
    user_id: UserId
    withdrew_at: Generated<Date>
    erase_at: Date
    erased_at: Date | null
    destroy_at: Date | null
  }
  provider_unlinks: {
    id: string
    user_id: UserId
    provider: ProviderName
    subject: Subject
    sealed_provider_token: SealedProviderToken | null
  }
  provider_notices: { provider: ProviderName; id: string; received_at: Generated<Date> }
  signing_keys: {
    kid: string
    algorithm: 'ES256' | 'EdDSA' | 'RS256'
    public_jwk: Json<Record<string, unknown>>
    sealed_private_jwk: string
    created_at: Generated<Date>
    signs_from: Generated<Date>
    token_ttl_seconds: Generated<number>
  }
}
