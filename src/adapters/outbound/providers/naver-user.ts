import type { Subject } from '../../../domain/identity.ts'
import { parseSubject } from '../../../domain/identity.ts'

/** The longest id that Naver gives. */
const longestId = 64

/** Naver's id of a person, of our application alone; as a number it has lost digits before we could read them. */
export function naverSubject(value: unknown): Subject | undefined {
  const subject = parseSubject(value)
  return subject && subject.length <= longestId ? subject : undefined
}
