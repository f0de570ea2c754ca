import type { Language } from './language.ts'

const timeZone = 'Asia/Seoul'
const day = { year: 'numeric', month: 'long', day: 'numeric', timeZone } as const
const time = { ...day, hour: 'numeric', minute: '2-digit' } as const

const days: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  ko: new Intl.DateTimeFormat('ko', day),
  en: new Intl.DateTimeFormat('en', day),
}
// Who reads English may be anywhere, so the zone is said.
const times: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  ko: new Intl.DateTimeFormat('ko', time),
  en: new Intl.DateTimeFormat('en', { ...time, timeZoneName: 'short' }),
}

/** The day in Seoul on which something happens, in words. */
export function dayOf(language: Language, date: Date): string {
  return days[language].format(date)
}

/** The day and the time, to the minute, in Seoul. */
export function timeOf(language: Language, date: Date): string {
  return times[language].format(date)
}
