import type { Brand } from './brand.ts'
import type { FieldError, ProfileAnswers } from './profile.ts'
import { checkProfile, merge } from './profile.ts'

export type UserId = Brand<string, 'UserId'>

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
