import type { SealedAnswer } from '../../domain/session.ts'

/**
 * Answers to refreshes, kept for those who lost them. Each is sealed under the very refresh token that was
 * presented: neither what is stored nor our own secrets open it.
 */
export type AnswerSeals<Answer> = {
  seal(answer: Answer, presented: string): SealedAnswer
  /** `undefined` for anything that was not sealed under this token. */
  open(sealed: SealedAnswer, presented: string): Answer | undefined
}
