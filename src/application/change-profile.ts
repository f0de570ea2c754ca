import type { ProfileAnswers } from '../domain/profile.ts'
import type { UserId } from '../domain/user.ts'
import { changeProfile as change } from '../domain/user.ts'
import type { Clock } from './ports/clock.ts'
import type { OnboardingCatalog } from './ports/onboarding-catalog.ts'
import type { Users } from './ports/users.ts'

/** Changes what a user says of themselves; one wrong field changes nothing. */
export const changeProfile =
  ({ users, clock, onboarding }: { users: Users; clock: Clock; onboarding: OnboardingCatalog }) =>
  (user: UserId, answers: ProfileAnswers) => {
    const { fields } = onboarding.current(clock.now())
    return users.change(user, (current) => change(current, answers, fields))
  }
