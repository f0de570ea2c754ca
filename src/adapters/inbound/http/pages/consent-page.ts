import type { ProblemField } from '../problem.ts'
import { errorOf } from './field-errors.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import type { SignupTerms } from './signup-terms.ts'
import { boxToCorrect, termsGroup } from './signup-terms.ts'
import { texts } from './texts/texts.ts'

export type ConsentPageView = {
  readonly terms: readonly SignupTerms[]
  readonly errors: readonly ProblemField[]
}

/** Asks somebody who is known already to agree to terms that are new, before their login goes on. */
export function consentPage(language: Language, { terms, errors }: ConsentPageView): string {
  const { signup, consent: said } = texts[language]
  const error = errorOf(signup, errors, 'agreed_terms')
  const summary =
    error !== undefined &&
    html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${signup.summary}</p><ul><li><a href="#${boxToCorrect(terms)}">${error}</a></li></ul></div>`
  const body = html`<h1>${said.title}</h1>
<p class="lead">${said.lead}</p>
${summary}
<form method="post" action="/consent" novalidate>
${termsGroup(signup, terms, error)}
<button class="button primary" type="submit">${said.submit}</button>
</form>
<form method="post" action="/consent/later"><button class="button quiet" type="submit">${said.later}</button></form>`
  return page(language, { title: error === undefined ? said.title : `${signup.failed}: ${said.title}`, body })
}
