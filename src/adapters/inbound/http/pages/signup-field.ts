import type { FieldName } from '../../../../domain/profile.ts'
import { errorMessage } from './field-errors.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Texts } from './texts/shape.ts'

export type SignupField = {
  readonly name: FieldName
  readonly label: string
  readonly required: boolean
  readonly value: string | null
}

/** One answer of the profile, its label before it, and behind it what is wrong or else what is wanted. */
export function fieldRow(
  said: Texts['signup'],
  { name, label, required, value }: SignupField,
  error: string | undefined,
): Html {
  const hint = error === undefined && html`<p class="hint" id="${name}-hint">${said.fields[name].hint}</p>`
  const described = html` aria-describedby="${name}-${error === undefined ? 'hint' : 'error'}"`
  const state = html`${required && html` aria-required="true"`}${error !== undefined && html` aria-invalid="true"`}`
  return html`<div class="field">
<label for="${name}">${label} <span class="mark${required && ' required'}">${required ? said.required : said.optional}</span></label>
<input id="${name}" name="${name}" value="${value ?? ''}"${kinds[name]}${described}${state}>
${errorMessage(name, error)}${hint}
</div>`
}

/** A nickname may be of any script, so its own first letter decides its direction. */
const kinds: Readonly<Record<FieldName, Html>> = {
  nickname: html` type="text" autocomplete="nickname" dir="auto" spellcheck="false"`,
  email: html` type="email" autocomplete="email"`,
}
