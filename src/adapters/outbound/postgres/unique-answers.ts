import type { UniqueAnswer } from '../../../domain/unique-answers.ts'
import { takenErrors } from '../../../domain/unique-answers.ts'
import type { UserId } from '../../../domain/user.ts'
import type { Tx } from './database.ts'

/** Thrown within a transaction, so that nothing of it stays; `refusedWhereTaken` turns it into the answer. */
class AnswersTaken extends Error {
  readonly fields: readonly string[]

  constructor(fields: readonly string[]) {
    super(`somebody else has the same ${fields.join(', ')}`)
    this.name = 'AnswersTaken'
    this.fields = fields
  }
}

/**
 * Makes these answers the only ones that a user holds, or throws: of two who want the same one the second waits for
 * the first to commit, and then finds it taken. One order for everybody, so that no two wait for each other.
 */
export async function claimAnswers(tx: Tx, user: UserId, answers: readonly UniqueAnswer[]): Promise<void> {
  const wanted = [...answers].sort((one, other) => (one.field < other.field ? -1 : 1))
  for (const { field, key } of wanted) {
    await tx.deleteFrom('unique_answers').where('user_id', '=', user).where('field', '=', field).execute()
    await tx
      .insertInto('unique_answers')
      .values({ field, key, user_id: user })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  if (wanted.length === 0) return
  const held = await tx.selectFrom('unique_answers').select('field').where('user_id', '=', user).execute()
  const taken = wanted.filter(({ field }) => !held.some((each) => each.field === field))
  if (taken.length > 0) throw new AnswersTaken(taken.map(({ field }) => field))
}

/** What a transaction answers, or the refusal of answers that somebody else has. */
export async function refusedWhereTaken<Outcome>(transaction: Promise<Outcome>) {
  try {
    return await transaction
  } catch (error) {
    if (!(error instanceof AnswersTaken)) throw error
    return { kind: 'invalid_profile' as const, errors: takenErrors(error.fields) }
  }
}
