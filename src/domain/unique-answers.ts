import type { Field, FieldName } from './field.ts'
import type { FieldError, ProfileAnswers } from './profile.ts'

/** That an answer is taken by one person: no two people have the same key for the same field. */
export type UniqueAnswer = { readonly field: FieldName; readonly key: string }

/**
 * What makes two answers the same: compatibility forms, case and the blanks around do not tell them apart. The
 * only place where this is decided; the database compares bytes.
 */
export function uniqueKey(answer: string): string {
  // Upper case first: it folds what lower case alone leaves apart, such as ß and ss (Unicode 5.18.4).
  return answer.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').trim()
}

/** The answers that nobody else may have, in an order that is everybody's. */
export function uniqueAnswers(fields: readonly Field[], answers: ProfileAnswers): UniqueAnswer[] {
  return fields
    .filter(({ unique, name }) => unique && answers[name] !== undefined)
    .map(({ name }) => ({ field: name, key: uniqueKey(String(answers[name])) }))
    .sort((one, other) => (one.field < other.field ? -1 : 1))
}

/** The refusal of answers that somebody else has. It does not tell who. */
export function takenErrors(taken: readonly FieldName[]): FieldError[] {
  return taken.map((field) => ({ field, code: 'taken', detail: 'Somebody else has it; give another one.' }))
}
