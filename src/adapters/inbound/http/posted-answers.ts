import type { Field, FieldValue } from '../../../domain/field.ts'
import type { OpenSignup, SentAnswers } from '../../../domain/pending-signup.ts'
import { Problem } from './problem.ts'

/** What a person has typed and ticked, kept on the page also when it is wrong. */
export type Posted = SentAnswers & { readonly step: string | undefined }

const ownNames = ['agreed_terms', 'agree_all', 'birth_date', 'step', 'version']

/**
 * The answers of a form. It sends every field of its page, empty ones too: an empty one is an answer taken back. A
 * box that is not ticked is not sent at all.
 */
export function postedAnswers(body: unknown, signup: OpenSignup, steps: readonly string[]): Posted {
  const { agreed_terms: ticked, ...sent } = (body ?? {}) as Record<string, string | string[]>
  const fields = signup.onboarding.fields.filter(({ step }) => steps.includes(step))
  const known = new Set([...fields.map(({ name }) => name), ...ownNames])
  const wrong = Object.entries(sent).some(([name, value]) => !known.has(name) || Array.isArray(value))
  if (wrong) {
    const detail = `Send ${[...fields.map(({ name }) => name), 'agreed_terms'].join(', ')}, each once.`
    throw new Problem('invalid_body', { detail })
  }
  const { birth_date: birthDate, version, step } = sent as Record<string, string | undefined>
  return {
    step,
    profile: Object.fromEntries(fields.map((field) => [field.name, answerOf(field, sent[field.name])])),
    ...(steps.includes('terms') && { agreedTerms: agreedOf(signup, ticked, sent.agree_all !== undefined) }),
    ...(birthDate && { birthDate }),
    ...(version && /^\d{1,9}$/.test(version) && { version: Number(version) }),
  }
}

function answerOf({ schema }: Field, sent: string | string[] | undefined): FieldValue | null {
  if (schema.type === 'boolean') return sent !== undefined
  if (typeof sent !== 'string' || sent.trim() === '') return null
  // What is no whole number stays a text, and is refused as the wrong type by whoever checks it.
  return schema.type === 'integer' && /^\s*-?\d{1,15}\s*$/.test(sent) ? Number(sent) : sent
}

function agreedOf({ onboarding }: OpenSignup, ticked: string | string[] = [], all: boolean): string[] {
  const required = all ? onboarding.terms.filter((terms) => terms.required).map(({ id }) => id as string) : []
  return [...new Set([...required, ...[ticked].flat()])]
}
