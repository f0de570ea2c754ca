import { end } from '../domain/session.ts'
import type { AuthorizationCodes } from './ports/authorization-codes.ts'

const atOnce = 100

/** Ends sessions whose client never came for its tokens; answers how many. */
export const endUnredeemedCodes =
  ({ codes }: { codes: AuthorizationCodes }) =>
  async (): Promise<number> => {
    let ended = 0
    let batch = atOnce
    while (batch === atOnce) {
      batch = await codes.endUnredeemed(atOnce, end)
      ended += batch
    }
    return ended
  }
