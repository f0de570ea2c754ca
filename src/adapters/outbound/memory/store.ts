import type { SealedProfile, SealedProviderToken } from '../../../application/ports/seals.ts'
import type { DueUnlink } from '../../../application/ports/withdrawals.ts'
import type { AuthorizationCode, CodeHash, SealedRefreshToken } from '../../../domain/authorization-code.ts'
import type { LedgerEntry } from '../../../domain/consents.ts'
import type { DomainEvent, EventId } from '../../../domain/events.ts'
import type { Identity, IdentityId } from '../../../domain/identity.ts'
import type { SessionId } from '../../../domain/ids.ts'
import type { OpenSignup } from '../../../domain/pending-signup.ts'
import type { RefreshTokenHash, SealedAnswer, Session } from '../../../domain/session.ts'
import type { User, UserId, UserStatus } from '../../../domain/user.ts'

export type KnownIdentity = Identity & {
  readonly id: IdentityId
  readonly userId: UserId | null
  readonly sealedProfile: SealedProfile | null
  readonly sealedToken: SealedProviderToken | null
  /** When its provider proved it to a newcomer, or to who linked it. */
  readonly seenAt: Date
}

/** An event as the outbox keeps it. */
export type WrittenEvent = {
  readonly id: EventId
  readonly event: DomainEvent
  readonly occurredAt: Date
  readonly closedAt: Date | null
  readonly dueAt: Date
  readonly publications: number
  readonly failures: number
  readonly lastError: string | null
  readonly parkedAt: Date | null
}

export type KeptCode = {
  readonly code: AuthorizationCode
  readonly sessionId: SessionId
  readonly sealedRefreshToken: SealedRefreshToken | null
}

/** The tables that the adapters of this folder share. Rows are never changed, only replaced. */
export type Store = {
  readonly users: Map<UserId, User>
  /** Whoever is not here is active. */
  readonly inactiveUsers: Map<UserId, Exclude<UserStatus, 'active'>>
  /** Who was merged, and into whom. */
  readonly mergedInto: Map<UserId, UserId>
  readonly identities: Map<IdentityId, KnownIdentity>
  /** Open ones alone: of an ended signup only its event is left. */
  readonly signups: Map<IdentityId, OpenSignup>
  /** Signups whose people were reminded. */
  readonly reminded: Set<IdentityId>
  readonly consents: Map<UserId, readonly LedgerEntry[]>
  /** Marketing consents that stand and were not yet asked for again. */
  readonly reconfirmations: Map<
    string,
    { readonly user: UserId; readonly terms: LedgerEntry['terms']; readonly at: Date }
  >
  /** Who holds an answer that nobody else may have, by field and key. */
  readonly uniqueAnswers: Map<string, UserId>
  readonly sessions: Map<SessionId, Session>
  readonly spentRefreshTokens: Map<RefreshTokenHash, SessionId>
  readonly refreshAnswers: Map<SessionId, { readonly sealed: SealedAnswer; readonly eraseAt: Date }>
  readonly authorizationCodes: Map<CodeHash, KeptCode>
  readonly spentProofs: Map<string, Date>
  /** People who left; `destroyAt` once they are erased. */
  readonly withdrawals: Map<UserId, { readonly eraseAt: Date; readonly destroyAt: Date | null }>
  readonly providerUnlinks: Map<string, DueUnlink & { readonly user: UserId }>
  /** When a notice was received, by provider and id. */
  readonly providerNotices: Map<string, Date>
  readonly outbox: Map<EventId, WrittenEvent>
  /** Events that had their effect. */
  readonly inbox: Set<EventId>
}

/** A service's state that lives as long as its process. */
export const memoryStore = (): Store => ({
  users: new Map(),
  inactiveUsers: new Map(),
  mergedInto: new Map(),
  identities: new Map(),
  signups: new Map(),
  reminded: new Set(),
  consents: new Map(),
  reconfirmations: new Map(),
  uniqueAnswers: new Map(),
  sessions: new Map(),
  spentRefreshTokens: new Map(),
  refreshAnswers: new Map(),
  authorizationCodes: new Map(),
  spentProofs: new Map(),
  withdrawals: new Map(),
  providerUnlinks: new Map(),
  providerNotices: new Map(),
  outbox: new Map(),
  inbox: new Set(),
})

export function statusOf({ inactiveUsers }: Store, user: UserId): UserStatus {
  return inactiveUsers.get(user) ?? 'active'
}
