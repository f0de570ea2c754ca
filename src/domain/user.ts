import type { Brand } from './brand.ts'
import type { FieldError, ProfileAnswers } from './profile.ts'
import { checkProfile, merge } from './profile.ts'

export type UserId = Brand<string, 'UserId'>

/** Only an active user may be here; to everybody else the others are as good as gone. */
export type UserStatus = 'active' | 'blocked' | 'withdrawn'

/** Someone who finished signup. */
export type User = {
  readonly id: UserId
  readonly nickname: string
  readonly email: string | null
  /** True only for an address that the provider vouched for. */
  readonly emailVerified: boolean
  readonly createdAt: Date
}

export type ProfileChange =
  | { readonly kind: 'changed'; readonly user: User }
  | { readonly kind: 'invalid_profile'; readonly errors: readonly FieldError[] }

/** A user with some answers changed; another e-mail is not verified until a provider vouches for it. */
export function changeProfile(user: User, sent: ProfileAnswers): ProfileChange {
  const { answers, errors } = checkProfile(sent)
  if (errors.length > 0) return { kind: 'invalid_profile', errors }
  const { nickname = user.nickname, email = user.email } = merge({}, answers)
  const emailVerified = user.emailVerified && email === user.email
  return { kind: 'changed', user: { ...user, nickname, email, emailVerified } }
}

export type StatusChange =
  | { readonly kind: 'changed'; readonly status: UserStatus }
  /** Who withdrew has nothing left here that could be blocked, or given back. */
  | { readonly kind: 'user_withdrawn' }

/** Keeps a user out until they are let in again; doing so again changes nothing. */
export function block(status: UserStatus): StatusChange {
  return status === 'withdrawn' ? { kind: 'user_withdrawn' } : { kind: 'changed', status: 'blocked' }
}

/** Lets a blocked user in again, by a new login. */
export function unblock(status: UserStatus): StatusChange {
  return status === 'withdrawn' ? { kind: 'user_withdrawn' } : { kind: 'changed', status: 'active' }
}
