import Bowser from 'bowser'
import type { Language } from './pages/language.ts'
import { texts } from './pages/texts/texts.ts'

/** In-app browsers, which introduce themselves as the browser that they are built on. */
const apps = [
  ['KakaoTalk', /KAKAOTALK/],
  ['Naver', /NAVER\(inapp/],
] as const

/**
 * A plain name for what a session was started with, such as "Safari on iPhone": the User-Agent's word and nothing
 * more, for a person to recognise a device by.
 */
export function deviceName(language: Language, userAgent: string | null): string {
  const { names, unknown, browserOn } = texts[language].devices
  const { browser, system } = parsed(userAgent ?? '')
  const called = (name: string) => (Object.hasOwn(names, name) ? (names[name] ?? name) : name)
  if (browser && system) return browserOn(called(browser), called(system))
  return called(browser || system) || unknown
}

function parsed(userAgent: string): { browser: string; system: string } {
  // An app of somebody's own, or a library: whatever it calls itself before its version (RFC 9110 10.1.5).
  if (!userAgent.startsWith('Mozilla/'))
    return { browser: /^([A-Za-z][\w.-]{0,39})\//.exec(userAgent)?.[1] ?? '', system: '' }
  const { browser, os, platform } = Bowser.parse(userAgent)
  const app = apps.find(([, pattern]) => pattern.test(userAgent))?.[0]
  return { browser: app ?? browser.name ?? '', system: platform.model ?? os.name ?? '' }
}
