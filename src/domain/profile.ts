import type { Field, FieldName, FieldSchema, FieldValue } from './field.ts'
import type { Checked } from './text.ts'
import { checkDate, checkEmail, checkPhone, checkText, invalid } from './text.ts'

/** What a person answered about themselves, by field. A missing field is not answered yet. */
export type ProfileAnswers = Readonly<Record<FieldName, FieldValue>>

/** Answers as they are sent: a missing field stays as it was, `null` takes the answer back. */
export type SentProfile = Readonly<Record<FieldName, FieldValue | null>>

/** One wrong answer: which field, a stable word for why, and what would be right. */
export type FieldError = { readonly field: string; readonly code: string; readonly detail: string }

/** Answers that have not the shape of the fields: one that nobody asked, or one of another type. */
export type InvalidAnswers = { readonly kind: 'invalid_answers'; readonly errors: readonly FieldError[] }
export type InvalidProfile = { readonly kind: 'invalid_profile'; readonly errors: readonly FieldError[] }

const longestText = 200

export { checkEmail } from './text.ts'

/** 1 to 30 code points after NFC and trimming, no control characters or lone surrogates. */
export function checkNickname(raw: string): Checked<string> {
  return checkText(raw, { minLength: 1, maxLength: 30 })
}

/** Checks every answer given, by the fields that are asked, and tells of every wrong one at once. */
export function checkProfile(
  sent: SentProfile,
  fields: readonly Field[],
): { readonly kind: 'checked'; answers: SentProfile; errors: FieldError[] } | InvalidAnswers {
  const misshapen = Object.entries(sent).flatMap(([name, raw]) => misshape(fields, name, raw))
  if (misshapen.length > 0) return { kind: 'invalid_answers', errors: misshapen }
  const answers: Record<FieldName, FieldValue | null> = {}
  const errors: FieldError[] = []
  for (const { name, schema } of fields) {
    const raw = sent[name]
    if (raw === undefined) continue
    const checked = raw === null ? { kind: 'valid' as const, value: null } : checkValue(schema, raw)
    if (checked.kind === 'valid') answers[name] = checked.value
    else errors.push({ field: name, code: checked.code, detail: checked.detail })
  }
  return { kind: 'checked', answers, errors }
}

/** What is answered after more was sent. */
export function merge(before: ProfileAnswers, sent: SentProfile): ProfileAnswers {
  const entries = Object.entries({ ...before, ...sent }).filter(
    (entry): entry is [FieldName, FieldValue] => entry[1] !== null,
  )
  return Object.fromEntries(entries)
}

/** Checks one answer of the right type against the rules of its field. */
function checkValue(schema: FieldSchema, raw: FieldValue): Checked<FieldValue> {
  if (schema.type === 'string') return checkString(schema, String(raw))
  if (schema.type === 'boolean') return { kind: 'valid', value: raw }
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema
  if (Number(raw) < minimum) return invalid('too_small', `Give ${minimum} or more.`)
  if (Number(raw) > maximum) return invalid('too_large', `Give ${maximum} or less.`)
  return { kind: 'valid', value: raw }
}

type StringSchema = Extract<FieldSchema, { type: 'string' }>

function checkString(schema: StringSchema, raw: string): Checked<string> {
  const { minLength = 1, maxLength = longestText } = schema
  const formatted = schema.format ? formats[schema.format](raw) : checkText(raw, { minLength, maxLength })
  if (formatted.kind === 'invalid') return formatted
  const { value } = formatted
  const bounded = checkText(value, { minLength, maxLength: Math.max(maxLength, 1) })
  if (bounded.kind === 'invalid') return bounded
  if (schema.enum && !schema.enum.includes(value))
    return invalid('not_a_choice', `Give one of ${schema.enum.join(', ')}.`)
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value))
    return invalid('pattern', `Give an answer that matches ${schema.pattern}.`)
  return formatted
}

const formats: Record<NonNullable<StringSchema['format']>, (raw: string) => Checked<string>> = {
  email: checkEmail,
  phone: checkPhone,
  date: checkDate,
}

function misshape(fields: readonly Field[], name: string, raw: FieldValue | null): FieldError[] {
  const field = fields.find((each) => each.name === name)
  if (!field) {
    const detail = `Send only what is asked: ${fields.map((each) => each.name).join(', ')}.`
    return [{ field: name, code: 'additionalProperties', detail }]
  }
  const { type } = field.schema
  const fits = raw === null || (type === 'integer' ? Number.isSafeInteger(raw) : typeof raw === type)
  return fits ? [] : [{ field: name, code: 'type', detail: `must be ${type}` }]
}
