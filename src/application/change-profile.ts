import type { ProfileAnswers } from '../domain/profile.ts'
import type { UserId } from '../domain/user.ts'
import { changeProfile as change } from '../domain/user.ts'
import type { Users } from './ports/users.ts'

/** Changes what a user says of themselves; one wrong field changes nothing. */
export const changeProfile =
  ({ users }: { users: Users }) =>
  (user: UserId, answers: ProfileAnswers) =>
    users.change(user, (current) => change(current, answers))
