import { builtinFields } from '../../domain/field.ts'
import type { DeclarationFile } from './shape.ts'

type FieldEntry = NonNullable<NonNullable<DeclarationFile['onboarding']>['fields']>[number]
type TermsEntry = NonNullable<DeclarationFile['terms']>[number]

/** One fault of a declaration: where it stands, as a JSON Pointer (RFC 6901), and what would be right. */
export type Fault = { readonly path: string; readonly detail: string }

/** Members that a body or an answer has beside the fields, so that no field may have their names. */
const takenNames = new Set(
  'ci main step agree_all id status version provider profile steps terms fields agreed_terms birth_date expires_at email_verified created_at identities consents'.split(
    ' ',
  ),
)
const knownSteps = new Set(['age', 'identity', 'terms', 'profile'])
const ownSteps = ['age', 'identity', 'terms']
const [nickname] = builtinFields

/** What the shape alone does not show: names that must agree with each other, bounds, patterns. */
export function faultsOf({ onboarding = {}, terms = [] }: DeclarationFile): Fault[] {
  const { fields = [], steps = ['terms', 'profile'], step_titles: titles = {} } = onboarding
  return [
    ...stepFaults(steps, fields, Object.keys(titles)),
    ...fields.flatMap((field, index) => fieldFaults(field, `/onboarding/fields/${index}`, steps)),
    ...repeated(fields.map(({ name }) => name)).map((index) => ({
      path: `/onboarding/fields/${index}/name`,
      detail: 'must not be that of another field',
    })),
    ...nicknameFaults(onboarding.fields),
    ...terms.flatMap((each, index) => termsFaults(each, `/terms/${index}`)),
    ...repeated(terms.map(({ id, version }) => `${id} ${version}`)).map((index) => ({
      path: `/terms/${index}/version`,
      detail: 'must not be that of another entry of the same document',
    })),
  ]
}

function stepFaults(steps: readonly string[], fields: readonly FieldEntry[], titled: readonly string[]) {
  const asked = new Set(['profile', ...fields.map(({ step = 'profile' }) => step)])
  return steps.flatMap((step, index): Fault[] => {
    const path = `/onboarding/steps/${index}`
    if (steps.indexOf(step) !== index) return [{ path, detail: 'must not be there twice' }]
    if (step === 'age' && index > 0)
      return [{ path, detail: 'must come first: before it nothing may be asked' }]
    if (knownSteps.has(step)) return []
    if (!asked.has(step)) return [{ path, detail: 'must have a field that names it as its step' }]
    return titled.includes(step)
      ? []
      : [{ path, detail: `must have a title at /onboarding/step_titles/${step}` }]
  })
}

function nicknameFaults(fields: readonly FieldEntry[] | undefined): Fault[] {
  if (!fields) return []
  const index = fields.findIndex(({ name }) => name === nickname.name)
  if (index === -1)
    return [{ path: '/onboarding/fields', detail: 'must have a field named nickname: every user has one' }]
  const { required = true, schema } = fields[index] as FieldEntry
  const path = `/onboarding/fields/${index}`
  const { type, maxLength = 30, minLength = 1 } = schema
  return [
    ...(required ? [] : [{ path: `${path}/required`, detail: 'must be true: every user has a nickname' }]),
    ...(type === 'string' && maxLength <= 30 && minLength >= 1 && schema.format === undefined
      ? []
      : [{ path: `${path}/schema`, detail: 'must be a string of 1 to 30 characters without a format' }]),
  ]
}

function fieldFaults(
  { name, step = 'profile', schema, unique, prefill }: FieldEntry,
  at: string,
  steps: readonly string[],
) {
  const { type, minLength = 0, maxLength = 1_000, minimum, maximum } = schema
  const wrong: [boolean, string, string][] = [
    [takenNames.has(name), 'name', 'must not be a name that answers have for something else'],
    [name === 'email' && schema.format !== 'email', 'schema/format', 'must be email for the field email'],
    [!steps.includes(step), 'step', 'must be one of /onboarding/steps'],
    [ownSteps.includes(step), 'step', `must not be one of ${ownSteps.join(', ')}, which ask for themselves`],
    [minLength > maxLength, 'schema/minLength', 'must not be more than maxLength'],
    [
      minimum !== undefined && maximum !== undefined && minimum > maximum,
      'schema/minimum',
      'must not be more than maximum',
    ],
    [unique === true && type !== 'string', 'unique', 'must be of a string'],
    [prefill !== undefined && type !== 'string', 'prefill', 'must be of a string'],
    [
      !isPattern(schema.pattern),
      'schema/pattern',
      'must be a regular expression by ECMA-262 with the flag u',
    ],
    ...strangers(schema).map((key): [boolean, string, string] => [
      true,
      `schema/${key}`,
      `must not be there with the type ${type}`,
    ]),
  ]
  return wrong.flatMap(([is, path, detail]): Fault[] => (is ? [{ path: `${at}/${path}`, detail }] : []))
}

const keywords = {
  string: ['minLength', 'maxLength', 'pattern', 'format', 'enum'],
  integer: ['minimum', 'maximum'],
  boolean: [],
} as const

function strangers({ type, ...others }: FieldEntry['schema']): string[] {
  const known: readonly string[] = keywords[type]
  return Object.keys(others).filter((key) => !known.includes(key))
}

function isPattern(pattern: string | undefined): boolean {
  try {
    return new RegExp(pattern ?? '', 'u') !== undefined
  } catch {
    return false
  }
}

function termsFaults({ effective_at: day, body, body_files: files }: TermsEntry, at: string): Fault[] {
  const time = Date.parse(`${day}T00:00:00Z`)
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
  return [
    ...(exists ? [] : [{ path: `${at}/effective_at`, detail: 'must be a day that exists' }]),
    ...((body === undefined) !== (files === undefined)
      ? []
      : [{ path: `${at}/body`, detail: 'must be there, or body_files instead, and not both' }]),
  ]
}

function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [index]))
}
