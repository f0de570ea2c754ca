import type { UniqueAnswer } from '../../../domain/unique-answers.ts'
import { takenErrors } from '../../../domain/unique-answers.ts'
import type { UserId } from '../../../domain/user.ts'
import type { Store } from './store.ts'

/** Makes these answers the only ones that a user holds; the refusal where somebody else has one, and then nothing. */
export function claimAnswers({ uniqueAnswers }: Store, user: UserId, answers: readonly UniqueAnswer[]) {
  const nameOf = ({ field, key }: UniqueAnswer) => JSON.stringify([field, key])
  const taken = answers.filter((answer) => (uniqueAnswers.get(nameOf(answer)) ?? user) !== user)
  if (taken.length > 0)
    return { kind: 'invalid_profile' as const, errors: takenErrors(taken.map(({ field }) => field)) }
  const fields = new Set(answers.map(({ field }) => field))
  for (const [name, holder] of uniqueAnswers)
    if (holder === user && fields.has(JSON.parse(name)[0])) uniqueAnswers.delete(name)
  for (const answer of answers) uniqueAnswers.set(nameOf(answer), user)
  return undefined
}
