import type { Field } from '../../../domain/field.ts'
import type { Onboarding } from '../../../domain/onboarding.ts'

type Schema = { properties?: Record<string, object>; required?: string[]; additionalProperties?: unknown }
type Json = { content?: { 'application/json'?: { schema?: Schema } } }
type Operation = { requestBody?: Json; responses?: Record<string, Json> }
type Document = { paths?: Record<string, Record<string, Operation>> }

/** The OpenAPI document with the fields that are declared at this moment: it may have changed since the start. */
export function withDeclaredFields<Doc extends object>(document: Doc, onboarding: Onboarding): Doc {
  const copy = structuredClone(document) as Doc & Document
  const { paths = {} } = copy
  const answers = [paths['/auth/signup']?.patch, paths['/auth/signup/complete']?.post]
  for (const operation of answers) declare(bodyOf(operation?.requestBody), onboarding.fields)
  const me = paths['/users/me']
  declare(bodyOf(me?.patch?.requestBody), onboarding.fields)
  const own = onboarding.fields.filter(({ name }) => name !== 'nickname' && name !== 'email')
  for (const operation of [me?.get, me?.patch]) declare(bodyOf(operation?.responses?.['200']), own)
  if (!onboarding.steps.includes('age'))
    for (const operation of answers) delete bodyOf(operation?.requestBody)?.properties?.birth_date
  return copy
}

/** JSON Schema of one field, as clients that draw a form need it. */
function fieldSchema({ schema, label, unique }: Field) {
  return { ...schema, title: label.en, ...(unique && { description: 'No two people have the same.' }) }
}

function bodyOf(part: Json | undefined): Schema | undefined {
  return part?.content?.['application/json']?.schema
}

function declare(schema: Schema | undefined, fields: readonly Field[]): void {
  if (!schema) return
  const declared = Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)]))
  schema.properties = { ...schema.properties, ...declared }
  schema.additionalProperties = false
}
