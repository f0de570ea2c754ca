import type { FieldError } from './profile.ts'
import { checkDate } from './text.ts'

/** Milliseconds that Seoul is ahead of UTC; it has had no summer time since 1988. */
const seoulOffsetMs = 9 * 60 * 60 * 1_000
const firstBirthDate = '1900-01-01'

export type AgeCheck =
  | { readonly kind: 'old_enough' }
  | { readonly kind: 'under_age' }
  | { readonly kind: 'wrong'; readonly error: FieldError }

/** Compares a birth date with the least age, by the calendar of Seoul. */
export function checkAge(birthDate: string, minimumAge: number, now: Date): AgeCheck {
  const checked = checkDate(birthDate)
  if (checked.kind === 'invalid') return wrong(checked.code, checked.detail)
  const today = dayInSeoul(now)
  if (checked.value > today) return wrong('in_the_future', `Give a day until ${today}.`)
  if (checked.value < firstBirthDate) return wrong('too_early', `Give a day from ${firstBirthDate}.`)
  return { kind: ageOn(checked.value, today) >= minimumAge ? 'old_enough' : 'under_age' }
}

/** The day that it is in Seoul, as YYYY-MM-DD. */
export function dayInSeoul(now: Date): string {
  return new Date(now.getTime() + seoulOffsetMs).toISOString().slice(0, 10)
}

/**
 * Full years, reached as the birthday begins (Civil Act, articles 158 and 160). Who was born on 29 February
 * reaches them on 1 March of other years: the year before is over with the last day of the month.
 */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}

function wrong(code: string, detail: string): AgeCheck {
  return { kind: 'wrong', error: { field: 'birth_date', code, detail } }
}
