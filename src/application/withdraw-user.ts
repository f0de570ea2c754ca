import { end } from '../domain/session.ts'
import type { UserId } from '../domain/user.ts'
import type { Withdrawals } from './ports/withdrawals.ts'

/** A user leaves: signed out everywhere at once, and erased when the grace is over. */
export const withdrawUser =
  ({ withdrawals }: { withdrawals: Withdrawals }) =>
  (user: UserId) =>
    withdrawals.withdraw(user, end)
