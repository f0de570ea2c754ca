/** A value that was checked: as it is kept, or what is wrong with it and what would be right. */
export type Checked<Value> =
  | { readonly kind: 'valid'; readonly value: Value }
  | { readonly kind: 'invalid'; readonly code: string; readonly detail: string }

export type TextBounds = { readonly minLength: number; readonly maxLength: number }

/** Characters that turn the direction of all that follows, out of their own text (UAX 9, 2.1 to 2.4). */
const directionOverrides = /[\u202a-\u202e\u2066-\u2069]/u

/** A line of text within bounds of code points, after NFC and trimming; nothing in it but what can be seen. */
export function checkText(raw: string, { minLength, maxLength }: TextBounds): Checked<string> {
  if (!raw.isWellFormed())
    return invalid('malformed_text', 'Send well-formed Unicode, without lone surrogates.')
  const text = raw.normalize('NFC').trim()
  if (/\p{Cc}/u.test(text)) return invalid('control_character', 'Leave out control characters.')
  if (directionOverrides.test(text))
    return invalid('direction_override', 'Leave out characters that turn the direction of the text.')
  const length = [...text].length
  const characters = (count: number) => `${count} character${count === 1 ? '' : 's'}`
  if (length < minLength) return invalid('too_short', `Give at least ${characters(minLength)}.`)
  if (length > maxLength) return invalid('too_long', `Give at most ${characters(maxLength)}.`)
  return { kind: 'valid', value: text }
}

const addrSpec =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9]$/
const longestEmail = 254

/** An addr-spec as the HTML standard takes it, with a dot in the domain; normalised before it is checked. */
export function checkEmail(raw: string): Checked<string> {
  const email = raw.normalize('NFKC').trim()
  if (email.length > longestEmail) return invalid('too_long', `Give at most ${longestEmail} characters.`)
  if (!addrSpec.test(email)) return invalid('not_an_email', 'Give an address such as name@example.com.')
  return { kind: 'valid', value: email }
}

/** A telephone number as E.164; one that begins with 0 is Korean. */
export function checkPhone(raw: string): Checked<string> {
  const bare = raw.normalize('NFKC').replace(/[\s().-]/g, '')
  const phone = bare.replace(/^0(?=[1-9])/, '+82')
  if (/^\+[1-9]\d{6,14}$/.test(phone)) return { kind: 'valid', value: phone }
  return invalid('not_a_phone', 'Give a number such as 010-1234-5678 or +82 10 1234 5678.')
}

/** A day of the calendar as YYYY-MM-DD: 29 February only in leap years. */
export function checkDate(raw: string): Checked<string> {
  const day = raw.trim()
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // What JavaScript takes for a day of the next month is no day of this one.
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
  if (exists) return { kind: 'valid', value: day }
  return invalid('not_a_date', 'Give a day that exists, such as 2000-02-29.')
}

export function invalid(code: string, detail: string): Checked<never> {
  return { kind: 'invalid', code, detail }
}
