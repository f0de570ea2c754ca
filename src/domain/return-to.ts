import type { Brand } from './brand.ts'

/** An address that we are willing to send a person back to, byte for byte as it was asked for. */
export type ReturnTo = Brand<string, 'ReturnTo'>

const longest = 2_000
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbiddenRaw = /[\u0000-\u0020\u007f-\u009f\\]/
const encodedSeparator = /%(?:2f|5c)/i
const dotSegment = /^(?:\.|%2e){1,2}(?:;.*)?$/i

/**
 * Accepts a path of our own or an URL of one of `origins` (our own origin first) and gives back the very
 * string, because a check of anything but the emitted string is an open redirect (RFC 9700 4.11).
 * `undefined` when it is refused.
 */
export function parseReturnTo(
  value: string,
  origins: readonly [own: string, ...others: string[]],
): ReturnTo | undefined {
  if (value.length === 0 || value.length > longest || !value.isWellFormed()) return undefined
  if (forbiddenRaw.test(value) || encodedSeparator.test(value) || hidesControl(value)) return undefined
  const origin = value.startsWith('/') ? '' : origins.find((allowed) => isUnder(value, allowed))
  if (origin === undefined) return undefined
  const path = value.slice(origin.length).split(/[?#]/, 1)[0] ?? ''
  if (path.includes('//') || path.split('/').some((segment) => dotSegment.test(segment))) return undefined
  return staysAt(value, origin || origins[0], origins[0]) ? (value as ReturnTo) : undefined
}

function hidesControl(value: string): boolean {
  try {
    return /\p{Cc}/u.test(decodeURIComponent(value))
  } catch {
    return true
  }
}

function isUnder(value: string, origin: string): boolean {
  return value.startsWith(origin) && /^(?:$|[/?#])/.test(value.slice(origin.length))
}

function staysAt(value: string, origin: string, base: string): boolean {
  if (!URL.canParse(value, base)) return false
  const url = new URL(value, base)
  return url.origin === origin && url.username === '' && url.password === ''
}
