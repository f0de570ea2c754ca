import type { Onboarding } from '../../domain/onboarding.ts'

/** What is asked of newcomers, as it is declared. It may change while the service runs, never within a signup. */
export type OnboardingCatalog = {
  /** What whoever comes at this time is asked. */
  current(now: Date): Onboarding
}
