import type { SessionId } from '../../domain/ids.ts'
import type { User, UserId } from '../../domain/user.ts'

/** People who finished signup. */
export type Users = {
  /** The user while this session of theirs is live; a session that ended finds nobody. */
  inSession(user: UserId, session: SessionId): Promise<User | undefined>
  /** Locks the user and stores what `decide` changed; a refusal writes nothing. */
  change<Refusal extends { readonly kind: string }>(
    user: UserId,
    decide: (user: User) => { readonly kind: 'changed'; readonly user: User } | Refusal,
  ): Promise<{ readonly kind: 'changed'; readonly user: User } | Refusal | { readonly kind: 'no_user' }>
}
