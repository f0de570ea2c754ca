import type { ProviderName } from '../../domain/identity.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { InvalidProfile } from '../../domain/profile.ts'
import type { SessionEnd } from '../../domain/session.ts'
import type { UniqueAnswer } from '../../domain/unique-answers.ts'
import type { User, UserId, UserStatus } from '../../domain/user.ts'

/** `endedSessions` says how many there were to end. */
export type StatusChanged = {
  readonly kind: 'changed'
  readonly status: UserStatus
  readonly endedSessions: number
}

export type ChangedUser = {
  readonly kind: 'changed'
  readonly user: User
  /** What nobody else may have answered, as it is now. */
  readonly uniqueAnswers?: readonly UniqueAnswer[]
}

/** People who finished signup. */
export type Users = {
  /** The user while they are active and this session of theirs is live; else nobody. */
  inSession(user: UserId, session: SessionId): Promise<User | undefined>
  /**
   * With what an active user whose e-mail is this one, to the letter, and verified can log in: each once, sorted,
   * without a word about who they are. An e-mail that is not verified is nobody's.
   */
  providersOfEmail(email: string): Promise<readonly ProviderName[]>
  /**
   * Locks the user and stores what `decide` changed; a refusal writes nothing, and an answer that somebody else
   * holds is refused.
   */
  change<Refusal extends { readonly kind: string }>(
    user: UserId,
    decide: (user: User) => ChangedUser | Refusal,
  ): Promise<ChangedUser | Refusal | InvalidProfile | { readonly kind: 'no_user' }>
  /** Locks the user, stores the status that `decide` gives, and ends every session of theirs with its event. */
  changeStatus<Refusal extends { readonly kind: string }>(
    user: UserId,
    decide: (status: UserStatus) => { readonly kind: 'changed'; readonly status: UserStatus } | Refusal,
    end: SessionEnd,
  ): Promise<StatusChanged | Refusal | { readonly kind: 'no_user' }>
}
