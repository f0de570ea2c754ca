import type { TermsCatalog } from '../../../application/ports/terms-catalog.ts'
import type { SignupView } from '../../../application/read-signup.ts'
import type { Screen } from '../../../domain/screens.ts'
import { screens } from '../../../domain/screens.ts'
import type { Language } from './pages/language.ts'
import type { SignupPageView } from './pages/signup-page.ts'
import { texts } from './pages/texts/texts.ts'
import type { Posted } from './posted-answers.ts'
import type { ProblemField } from './problem.ts'
import { signupBody } from './signup-view.ts'

/** One page of a signup, with what was posted in place of what is kept, where something was. */
export function signupPageView(
  view: SignupView,
  shown: { screen: Screen; posted: Posted | undefined; errors: readonly ProblemField[] },
  { language, terms: catalog, publicUrl }: { language: Language; terms: TermsCatalog; publicUrl: URL },
): SignupPageView {
  const { screen, posted, errors } = shown
  const { signup } = view
  const body = signupBody(view, catalog, language, publicUrl)
  const named = (name: string) => ({ name, title: titleOf(view, name, language) })
  const fields = body.fields
    .filter(({ step }) => screen.steps.includes(step))
    .map((field) => (posted ? { ...field, value: posted.profile[field.name] ?? '' } : field))
  const elsewhere = Object.keys(signup.answers.agreedElsewhere ?? {})
  const asked = body.terms.filter(({ id }) => !elsewhere.includes(id))
  const terms = asked.map((each) => ({
    ...each,
    agreed: posted?.agreedTerms?.includes(each.id) ?? each.agreed,
    ...bodyOf(catalog, each, language),
  }))
  const page = {
    provider: body.provider,
    terms,
    fields,
    expiresAt: signup.expiresAt,
    version: signup.version,
  }
  return {
    ...page,
    birthDate: posted?.birthDate ?? '',
    steps: screen.steps.map(named),
    progress: screens(signup.onboarding, signup.answers).map(({ steps, isDone }) => ({
      steps: steps.map(named),
      isDone,
    })),
    errors: posted ? [...missing(screen, { ...page, posted }), ...errors] : errors,
  }
}

function bodyOf(catalog: TermsCatalog, { id, version }: { id: string; version: string }, language: Language) {
  const document = catalog.document(id, version, language)
  return document ? { body: document.body } : {}
}

function titleOf({ signup }: SignupView, step: string, language: Language): string {
  const { signup: said } = texts[language]
  const known: Record<string, string> = {
    age: said.age,
    identity: said.identity,
    terms: said.terms,
    profile: said.profile,
  }
  return signup.onboarding.titles?.[step]?.[language] ?? known[step] ?? step
}

type Filled = Pick<SignupPageView, 'terms' | 'fields'> & { readonly posted: Posted }

/** What the page still lacks, told together with what is wrong in it. */
function missing({ steps }: Screen, { terms, fields, posted }: Filled): ProblemField[] {
  const unborn = steps.includes('age') && posted.birthDate === undefined ? ['birth_date'] : []
  const isUnagreed = steps.includes('terms') && terms.some(({ required, agreed }) => required && !agreed)
  const empty = fields.flatMap(({ name, required, value }) => (required && value === '' ? [name] : []))
  return [...unborn, ...(isUnagreed ? ['agreed_terms'] : []), ...empty].map((field) => ({
    field,
    code: 'required',
    detail: 'An answer is required.',
  }))
}
