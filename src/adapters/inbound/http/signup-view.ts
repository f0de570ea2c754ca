import type { TermsCatalog } from '../../../application/ports/terms-catalog.ts'
import type { SignupView } from '../../../application/read-signup.ts'
import { progress } from '../../../domain/onboarding.ts'
import type { TermsVersion } from '../../../domain/terms.ts'
import type { Language } from './pages/language.ts'

/** A pending signup for one reader: in their language, with what the provider said as a suggestion. */
export function signupBody(
  { signup, profile }: SignupView,
  catalog: TermsCatalog,
  language: Language,
  publicUrl: URL,
) {
  const { onboarding, answers } = signup
  return {
    status: 'pending' as const,
    version: signup.version,
    provider: signup.provider,
    profile: { nickname: profile.nickname, email: profile.email, image_url: profile.imageUrl },
    steps: progress(onboarding, answers),
    terms: onboarding.terms.map((terms) => ({
      ...termsBody(terms, catalog, language, publicUrl),
      agreed: answers.agreedTerms.includes(terms.id),
    })),
    fields: onboarding.fields.map(({ name, step, label, hint, required, prefill, schema }) => ({
      name,
      step,
      label: label[language],
      hint: hint?.[language] ?? null,
      required,
      schema,
      value: answers.profile[name] ?? (prefill && profile[prefill]),
    })),
    expires_at: signup.expiresAt.toISOString(),
  }
}

/** One version of a document for one reader. */
export function termsBody(
  { id, version, required }: TermsVersion,
  catalog: TermsCatalog,
  language: Language,
  publicUrl: URL,
) {
  const title = catalog.document(id, version, language)?.title ?? id
  const url = new URL(`/terms/${encodeURIComponent(id)}/${encodeURIComponent(version)}`, publicUrl).href
  return { id, version, title, url, required }
}
