import { checkEmail, checkNickname } from '../../../domain/profile.ts'

/** A nickname that our own rules would take, or `null`. */
export function usableNickname(value: unknown): string | null {
  const checked = typeof value === 'string' ? checkNickname(value) : undefined
  return checked?.kind === 'valid' ? checked.value : null
}

/** An address that the provider vouches for: each of its marks must be `true` itself, not "true", not 1. */
export function usableEmail(value: unknown, ...marks: readonly [unknown, ...unknown[]]): string | null {
  if (typeof value !== 'string' || !marks.every((mark) => mark === true)) return null
  const checked = checkEmail(value)
  return checked.kind === 'valid' ? checked.value : null
}

/** The address of a picture that a page over https may show, or `null`. */
export function usableImage(value: unknown): string | null {
  return typeof value === 'string' && value.startsWith('https://') && URL.canParse(value) ? value : null
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
