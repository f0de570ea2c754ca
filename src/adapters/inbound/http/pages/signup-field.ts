import type { FieldSchema, FieldValue } from '../../../../domain/field.ts'
import { errorMessage } from './field-errors.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Texts } from './texts/shape.ts'

export type SignupField = {
  readonly name: string
  readonly label: string
  readonly hint?: string | null
  readonly required: boolean
  readonly schema?: FieldSchema
  readonly value: FieldValue | null
}

/** One answer of the profile, its label before it, and behind it what is wrong or else what is wanted. */
export function fieldRow(said: Texts['signup'], field: SignupField, error: string | undefined): Html {
  const { name, label, hint, required } = field
  const hinted = error === undefined && hint ? hint : undefined
  const note = error !== undefined ? 'error' : hinted !== undefined && 'hint'
  const state = html`${note && html` aria-describedby="${name}-${note}"`}${required && html` aria-required="true"`}${error !== undefined && html` aria-invalid="true"`}`
  return html`<div class="field">
<label for="${name}">${label} <span class="mark${required && ' required'}">${required ? said.required : said.optional}</span></label>
${control(said, field, state)}
${errorMessage(name, error)}${hinted !== undefined && html`<p class="hint" id="${name}-hint">${hinted}</p>`}
</div>`
}

function control(said: Texts['signup'], { name, schema, value }: SignupField, state: Html): Html {
  if (schema?.type === 'boolean') {
    return html`<input id="${name}" name="${name}" type="checkbox" value="true"${value === true && html` checked`}${state}>`
  }
  if (schema?.type !== 'string' || !schema.enum) {
    return html`<input id="${name}" name="${name}" value="${String(value ?? '')}"${kindOf(name, schema)}${state}>`
  }
  const options = schema.enum.map(
    (option) => html`<option value="${option}"${option === value && html` selected`}>${option}</option>`,
  )
  return html`<select id="${name}" name="${name}"${state}><option value="">${said.choose}</option>${options}</select>`
}

/** What the keyboard of a phone and the memory of a browser need to know. The checking is ours. */
function kindOf(name: string, schema: FieldSchema | undefined): Html {
  // Of any script, so its own first letter decides its direction.
  const text = html` type="text"${name === 'nickname' && html` autocomplete="nickname"`} dir="auto" spellcheck="false"`
  if (schema?.type === 'integer') return html` type="text" inputmode="numeric"`
  const format = schema?.type === 'string' ? schema.format : undefined
  if (name === 'email' || format === 'email') return html` type="email" autocomplete="email"`
  if (format === 'phone') return html` type="tel" autocomplete="tel"`
  if (format === 'date') return html` type="date"`
  return text
}
