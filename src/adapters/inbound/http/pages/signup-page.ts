import type { ProblemField } from '../problem.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import type { Texts } from './texts/shape.ts'
import { texts } from './texts/texts.ts'

type Terms = {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly required: boolean
  readonly agreed: boolean
}
type Field = {
  readonly name: 'nickname' | 'email'
  readonly label: string
  readonly required: boolean
  readonly value: string | null
}

export type SignupPageView = {
  readonly terms: readonly Terms[]
  readonly fields: readonly Field[]
  readonly errors: readonly ProblemField[]
  readonly expiresAt: Date
}

type Said = Texts['signup']

/** The form that finishes signup: terms and profile, each error beside what it concerns. */
export function signupPage(language: Language, { terms, fields, errors, expiresAt }: SignupPageView): string {
  const said = texts[language].signup
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Asia/Seoul' }).format(
    expiresAt,
  )
  const body = html`<h1>${said.title}</h1>
<p class="lead">${said.lead}</p>
${summary(said, errors)}
<form method="post" action="/signup" novalidate>
${termsGroup(said, terms, textOf(said, errors, 'agreed_terms'))}
<fieldset><legend>${said.profile}</legend>
${fields.map((field) => fieldRow(said, field, textOf(said, errors, field.name)))}
</fieldset>
<button class="primary" type="submit">${said.submit}</button>
</form>
<p class="note">${said.keptUntil(until)}</p>
<form method="post" action="/signup/abandon"><button class="quiet" type="submit">${said.abandon}</button></form>`
  return page(language, { title: said.title, body })
}

function summary(said: Said, errors: readonly ProblemField[]): Html | false {
  if (errors.length === 0) return false
  const links = errors.map((error) => html`<li><a href="#${error.field}">${errorText(said, error)}</a></li>`)
  return html`<div class="summary" role="alert"><p>${said.summary}</p><ul>${links}</ul></div>`
}

function termsGroup(said: Said, terms: readonly Terms[], error: string | undefined): Html {
  const rows = terms.map(
    (each, index) => html`<div class="terms">
<input type="checkbox" name="agreed_terms" value="${each.id}" id="${index === 0 ? 'agreed_terms' : `agreed_terms-${index}`}"${flag('checked', each.agreed)}${invalid(each.required && !each.agreed && error !== undefined, 'agreed_terms-error')}>
<label for="${index === 0 ? 'agreed_terms' : `agreed_terms-${index}`}"><span class="mark${each.required && ' required'}">${each.required ? said.required : said.optional}</span> ${each.title}</label>
<a href="${each.url}" target="_blank" rel="noopener" aria-label="${each.title}: ${said.read}">${said.read}</a>
</div>`,
  )
  return html`<fieldset${invalid(error !== undefined, 'agreed_terms-error')}><legend>${said.terms}</legend>
${rows}
${message('agreed_terms', error)}
</fieldset>`
}

function fieldRow(said: Said, { name, label, required, value }: Field, error: string | undefined): Html {
  const type = name === 'email' ? 'email' : 'text'
  const describedBy = error === undefined ? `${name}-hint` : `${name}-error ${name}-hint`
  return html`<div class="field">
<label for="${name}">${label} <span class="mark${required && ' required'}">${required ? said.required : said.optional}</span></label>
<input type="${type}" id="${name}" name="${name}" value="${value ?? ''}" autocomplete="${name}" aria-describedby="${describedBy}"${flag('aria-required="true"', required)}${flag('aria-invalid="true"', error !== undefined)}>
${message(name, error)}
<p class="hint" id="${name}-hint">${said.fields[name].hint}</p>
</div>`
}

function message(field: string, error: string | undefined): Html | false {
  return error !== undefined && html`<p class="error" id="${field}-error">${error}</p>`
}

function textOf(said: Said, errors: readonly ProblemField[], field: string): string | undefined {
  const error = errors.find((each) => each.field === field)
  return error && errorText(said, error)
}

function errorText({ errors }: Said, { field, code }: ProblemField): string {
  return errors[`${field}_${code}`] ?? errors.other
}

function invalid(is: boolean, describedBy: string): Html | false {
  return is && html` aria-invalid="true" aria-describedby="${describedBy}"`
}

/** An attribute that is there or not; `attribute` is one of our own literals. */
function flag(
  attribute: 'checked' | 'aria-required="true"' | 'aria-invalid="true"',
  is: boolean,
): Html | false {
  return is && { markup: ` ${attribute}` }
}
