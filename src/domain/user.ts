import type { Brand } from './brand.ts'
import type { Field } from './field.ts'
import { builtinFields } from './field.ts'
import type { FieldError, InvalidAnswers, ProfileAnswers, SentProfile } from './profile.ts'
import { checkProfile, merge } from './profile.ts'
import type { UniqueAnswer } from './unique-answers.ts'
import { uniqueAnswers } from './unique-answers.ts'

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
  /** Answers to the other fields that were declared, by name. */
  readonly profile: ProfileAnswers
}

export type ProfileChange =
  | { readonly kind: 'changed'; readonly user: User; readonly uniqueAnswers?: readonly UniqueAnswer[] }
  | { readonly kind: 'invalid_profile'; readonly errors: readonly FieldError[] }
  | InvalidAnswers

/** A user made of answers; the e-mail counts as verified only when it is the one that a provider vouches for. */
export function userOf(
  id: UserId,
  answers: ProfileAnswers,
  verifiedEmail: string | null,
  createdAt: Date,
): User {
  const { nickname, email = null, ...profile } = answers
  if (typeof nickname !== 'string') throw new Error('nobody becomes a user without a nickname')
  if (email !== null && typeof email !== 'string') throw new Error('an e-mail is a text')
  const emailVerified = email !== null && email === verifiedEmail
  return { id, nickname, email, emailVerified, createdAt, profile }
}

/** What a user has answered, by field. */
function answersOf({ nickname, email, profile }: User): ProfileAnswers {
  return { ...profile, nickname, ...(email !== null && { email }) }
}

/**
 * A user with some answers changed; another e-mail is not verified until a provider vouches for it. What is
 * required cannot be taken back.
 */
export function changeProfile(
  user: User,
  sent: SentProfile,
  fields: readonly Field[] = builtinFields,
): ProfileChange {
  const checked = checkProfile(sent, fields)
  if (checked.kind === 'invalid_answers') return checked
  const missing = fields.filter(({ name, required }) => required && checked.answers[name] === null)
  const detail = 'An answer is required.'
  const errors = [
    ...checked.errors,
    ...missing.map(({ name }) => ({ field: name, code: 'required', detail })),
  ]
  if (errors.length > 0) return { kind: 'invalid_profile', errors }
  const answers = merge(answersOf(user), checked.answers)
  const changed = userOf(user.id, answers, user.emailVerified ? user.email : null, user.createdAt)
  return { kind: 'changed', user: { ...user, ...changed }, uniqueAnswers: uniqueAnswers(fields, answers) }
}

/** The answers of a user that nobody else may have. */
export function uniqueAnswersOf(user: User, fields: readonly Field[]): UniqueAnswer[] {
  return uniqueAnswers(fields, answersOf(user))
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
