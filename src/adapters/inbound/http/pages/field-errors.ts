import type { ProblemField } from '../problem.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Texts } from './texts/shape.ts'

/** What is wrong with an answer, in the person's language. */
function errorText({ errors }: Texts['signup'], { field, code }: ProblemField): string {
  return errors[`${field}_${code}`] ?? errors[code] ?? errors.other
}

/** The same where its field is out of sight: with the label, unless the text names the field itself. */
export function namedErrorText(
  said: Texts['signup'],
  error: ProblemField,
  label: string | undefined,
): string {
  const text = errorText(said, error)
  const isNamed = said.errors[`${error.field}_${error.code}`] !== undefined
  return isNamed || label === undefined ? text : `${label}: ${text}`
}

/** The text of the first error of a field; `undefined` when its answer is right. */
export function errorOf(
  said: Texts['signup'],
  errors: readonly ProblemField[],
  field: string,
): string | undefined {
  const error = errors.find((each) => each.field === field)
  return error && errorText(said, error)
}

/** The message beside a field, under the id that the field is described by. */
export function errorMessage(field: string, error: string | undefined): Html | false {
  return error !== undefined && html`<p class="error" id="${field}-error">${error}</p>`
}
