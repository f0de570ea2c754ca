import type { Brand } from './brand.ts'
import type { ProviderName } from './identity.ts'
import type { UniqueAnswer } from './unique-answers.ts'

/** A keyed hash of the CI: the same for one person whichever way they come. */
export type PersonKey = Brand<string, 'PersonKey'>

/** The field under which the keys of people are held, so that no two users are the same person. */
const personField = 'ci'

/** Somebody who has proved to be this person has an account already: they log in with one of these. */
export type AlreadyMember = {
  readonly kind: 'already_member'
  readonly providers: readonly ProviderName[]
}

/** That one user is this person, and nobody else may be. */
export function personAnswer(key: PersonKey): UniqueAnswer {
  return { field: personField, key }
}
