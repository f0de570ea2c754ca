import type { SignupVerdict } from '../../../application/ports/signup-hook.ts'
import type { Localized } from '../../../domain/localized.ts'

/** Code points of a message that a person is shown. */
const longestMessage = 300

/**
 * What the operator's service said; `undefined` when it said neither yes nor no. A no stays one, whatever became
 * of its message.
 */
export function verdictOf(contentType: string, text: string): SignupVerdict | undefined {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(contentType)) return undefined
  const said = parsed(text)
  if (said?.allow === true) return { kind: 'signup_allowed' }
  if (said?.allow === false) return { kind: 'signup_refused', message: messageOf(said.message) }
  return undefined
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** One text for everybody, or one for each language. */
function messageOf(message: unknown): Localized | null {
  const { ko, en } =
    typeof message === 'string' ? { ko: message, en: message } : ((message ?? {}) as Record<string, unknown>)
  const [korean, english] = [shown(ko), shown(en)]
  return korean !== '' && english !== '' ? { ko: korean, en: english } : null
}

/** A line of text as a person may see it: nothing that hides, turns around or breaks what stands beside it. */
function shown(raw: unknown): string {
  if (typeof raw !== 'string') return ''
  const line = raw
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim()
  const points = [...line]
  return points.length <= longestMessage ? line : `${points.slice(0, longestMessage - 1).join('')}…`
}
