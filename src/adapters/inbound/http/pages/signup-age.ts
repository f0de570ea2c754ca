import { errorMessage } from './field-errors.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Texts } from './texts/shape.ts'

/** The birth date, which is compared and not kept: the page says so. */
export function ageGroup(said: Texts['signup'], value: string, error: string | undefined): Html {
  const state = html` aria-describedby="birth_date-${error === undefined ? 'hint' : 'error'}"${error !== undefined && html` aria-invalid="true"`}`
  return html`<div class="field">
<label for="birth_date">${said.birthDate}</label>
<input id="birth_date" name="birth_date" type="date" autocomplete="bday" value="${value}" aria-required="true"${state}>
${errorMessage('birth_date', error)}${error === undefined && html`<p class="hint" id="birth_date-hint">${said.birthDateHint}</p>`}
</div>`
}
