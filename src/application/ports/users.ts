import type { SessionId } from '../../domain/ids.ts'
import type { InvalidProfile } from '../../domain/profile.ts'
import type { UniqueAnswer } from '../../domain/unique-answers.ts'
import type { User, UserId } from '../../domain/user.ts'

export type ChangedUser = {
  readonly kind: 'changed'
  readonly user: User
  /** What nobody else may have answered, as it is now. */
  readonly uniqueAnswers?: readonly UniqueAnswer[]
}

/** People who finished signup. */
export type Users = {
  /** The user while this session of theirs is live; a session that ended finds nobody. */
  inSession(user: UserId, session: SessionId): Promise<User | undefined>
  /**
   * Locks the user and stores what `decide` changed; a refusal writes nothing, and an answer that somebody else
   * holds is refused.
   */
  change<Refusal extends { readonly kind: string }>(
    user: UserId,
    decide: (user: User) => ChangedUser | Refusal,
  ): Promise<ChangedUser | Refusal | InvalidProfile | { readonly kind: 'no_user' }>
}
