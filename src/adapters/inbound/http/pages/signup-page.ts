import type { ProblemField } from '../problem.ts'
import { timeOf } from './dates.ts'
import { errorOf, namedErrorText } from './field-errors.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import type { OtherLogins } from './other-logins.ts'
import { otherLogins } from './other-logins.ts'
import { ageGroup } from './signup-age.ts'
import type { SignupField } from './signup-field.ts'
import { fieldRow } from './signup-field.ts'
import type { SignupStep } from './signup-progress.ts'
import { progressList } from './signup-progress.ts'
import type { SignupTerms } from './signup-terms.ts'
import { boxToCorrect, termsGroup } from './signup-terms.ts'
import type { Texts } from './texts/shape.ts'
import { texts } from './texts/texts.ts'

export type SignupPageView = {
  readonly provider: string
  readonly terms: readonly SignupTerms[]
  readonly fields: readonly (SignupField & { readonly step?: string })[]
  readonly errors: readonly ProblemField[]
  readonly expiresAt: Date
  /** The steps of this page in their order. */
  readonly steps?: readonly SignupStep[]
  /** All pages of this signup, where there is more than one. */
  readonly progress?: readonly { readonly steps: readonly SignupStep[]; readonly isDone: boolean }[]
  readonly birthDate?: string
  /** How to go on with an account that the person may have already. */
  readonly others?: OtherLogins
  /** What the person has seen, so that another tab's answers are not overwritten unseen. */
  readonly version?: number
}

const bothSteps: readonly SignupStep[] = [
  { name: 'terms', title: '' },
  { name: 'profile', title: '' },
]

/** The form that finishes signup, or one page of it: each error beside what it concerns. */
export function signupPage(language: Language, view: SignupPageView): string {
  const { signup: said, providers } = texts[language]
  const { provider, errors, expiresAt, steps = bothSteps, progress = [], version, others } = view
  const lead = progress.length > 1 ? said.leadOfSteps : said.lead
  const until = html`<time datetime="${expiresAt.toISOString()}">${timeOf(language, expiresAt)}</time>`
  const isLast = progress.at(-1)?.steps.some(({ name }) => name === steps.at(0)?.name) ?? true
  // Nothing to send on a page that waits for a proof alone.
  const isProofDue = steps.every(({ name }) => name === 'identity') && !isDone(progress, steps)
  const body = html`${progress.length > 1 && progressList(said, progress, steps)}<h1>${said.title}</h1>
<p class="lead">${lead(providers[provider]?.name ?? provider)}</p>
${others?.isLikely && otherLogins(language, others)}${errors.length > 0 && summary(language, view)}
<form method="post" action="/signup" novalidate>
${progress.length > 1 && html`<input type="hidden" name="step" value="${steps.at(0)?.name}">`}${version !== undefined && html`<input type="hidden" name="version" value="${version}">`}
${steps.map((step) => stepGroup(language, view, step, isProofDue))}
${!isProofDue && html`<button class="button primary" type="submit">${isLast ? said.submit : said.next}</button>`}
</form>
<p class="note">${said.keptUntil(until)}</p>
<form method="post" action="/signup/abandon"><button class="button quiet" type="submit">${said.abandon}</button></form>
${others && !others.isLikely && otherLogins(language, others)}`
  const title = errors.length > 0 ? `${said.failed}: ${said.title}` : said.title
  return page(language, { title, body })
}

function isDone(progress: SignupPageView['progress'] = [], steps: readonly SignupStep[]): boolean {
  return progress.some((page) => page.isDone && page.steps.at(0)?.name === steps.at(0)?.name)
}

function stepGroup(
  language: Language,
  view: SignupPageView,
  { name, title }: SignupStep,
  isProofDue: boolean,
): Html {
  const { terms, fields, errors, birthDate = '' } = view
  const said = texts[language].signup
  if (name === 'age') return ageGroup(said, birthDate, errorOf(said, errors, 'birth_date'))
  if (name === 'identity') return identityGroup(said, isProofDue)
  // What was agreed to at the provider is not asked again.
  if (name === 'terms' && terms.length === 0) return html``
  if (name === 'terms') return termsGroup(said, terms, errorOf(said, errors, 'agreed_terms'))
  return html`<fieldset><legend>${title || said.profile}</legend>
${fields
  .filter(({ step = 'profile' }) => step === name)
  .map((field) => fieldRow(said, field, errorOf(said, errors, field.name)))}
</fieldset>`
}

/** A button of the form beside it, because a proof is not an answer: it is fetched from the agency. */
function identityGroup(said: Texts['signup'], isDue: boolean): Html {
  return html`<fieldset><legend>${said.identity}</legend>
<p class="hint" id="identity-hint">${said.identityHint}</p>
<button class="button ${isDue ? 'primary' : 'secondary'}" type="submit" formaction="/signup/identity" aria-describedby="identity-hint">${said.identityBegin}</button>
</fieldset>`
}

/** All errors in one place. It takes the focus, so that a screen reader begins here and a keyboard leads on. */
function summary(language: Language, { terms, fields, errors }: SignupPageView): Html {
  const said = texts[language].signup
  const targetOf = (field: string) => {
    if (field === 'agreed_terms') return boxToCorrect(terms)
    return field === 'version' ? 'main' : field
  }
  const labelOf = (field: string) => fields.find(({ name }) => name === field)?.label
  const links = errors.map(
    (error) =>
      html`<li><a href="#${targetOf(error.field)}">${namedErrorText(said, error, labelOf(error.field))}</a></li>`,
  )
  return html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${said.summary}</p><ul>${links}</ul></div>`
}
