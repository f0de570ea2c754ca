import { end } from '../domain/session.ts'
import type { StatusChange, UserId, UserStatus } from '../domain/user.ts'
import type { Users } from './ports/users.ts'

/** Blocks or unblocks a user. Either way nobody stays signed in: who is let in again logs in again. */
export const changeUserStatus =
  ({ users }: { users: Users }) =>
  (user: UserId, change: (status: UserStatus) => StatusChange) =>
    users.changeStatus(user, change, end)
