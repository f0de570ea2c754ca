import { ProviderFailure } from '../application/ports/identity-providers.ts'
import { SignupHookFailure } from '../application/ports/signup-hook.ts'

/** What was thrown, in a word: a message could be anything, and say anything. */
export function outcomeOf(error: unknown): string {
  return error instanceof ProviderFailure || error instanceof SignupHookFailure ? error.code : 'error'
}
