import type { ProblemField } from '../problem.ts'
import { timeOf } from './dates.ts'
import { errorOf, errorText } from './field-errors.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import type { SignupField } from './signup-field.ts'
import { fieldRow } from './signup-field.ts'
import type { SignupTerms } from './signup-terms.ts'
import { boxToCorrect, termsGroup } from './signup-terms.ts'
import { texts } from './texts/texts.ts'

export type SignupPageView = {
  readonly provider: string
  readonly terms: readonly SignupTerms[]
  readonly fields: readonly SignupField[]
  readonly errors: readonly ProblemField[]
  readonly expiresAt: Date
}

/** The form that finishes signup: terms and profile, each error beside what it concerns. */
export function signupPage(language: Language, view: SignupPageView): string {
  const { signup: said, providers } = texts[language]
  const { provider, terms, fields, errors, expiresAt } = view
  const until = html`<time datetime="${expiresAt.toISOString()}">${timeOf(language, expiresAt)}</time>`
  const body = html`<h1>${said.title}</h1>
<p class="lead">${said.lead(providers[provider]?.name ?? provider)}</p>
${errors.length > 0 && summary(language, view)}
<form method="post" action="/signup" novalidate>
${termsGroup(said, terms, errorOf(said, errors, 'agreed_terms'))}
<fieldset><legend>${said.profile}</legend>
${fields.map((field) => fieldRow(said, field, errorOf(said, errors, field.name)))}
</fieldset>
<button class="button primary" type="submit">${said.submit}</button>
</form>
<p class="note">${said.keptUntil(until)}</p>
<form method="post" action="/signup/abandon"><button class="button quiet" type="submit">${said.abandon}</button></form>`
  const title = errors.length > 0 ? `${said.failed}: ${said.title}` : said.title
  return page(language, { title, body })
}

/** All errors in one place. It takes the focus, so that a screen reader begins here and a keyboard leads on. */
function summary(language: Language, { terms, errors }: SignupPageView): Html {
  const said = texts[language].signup
  const links = errors.map((error) => {
    const target = error.field === 'agreed_terms' ? boxToCorrect(terms) : error.field
    return html`<li><a href="#${target}">${errorText(said, error)}</a></li>`
  })
  return html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${said.summary}</p><ul>${links}</ul></div>`
}
