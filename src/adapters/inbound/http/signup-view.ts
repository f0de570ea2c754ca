import type { TermsCatalog } from '../../../application/ports/terms-catalog.ts'
import type { SignupView } from '../../../application/read-signup.ts'
import { progress } from '../../../domain/onboarding.ts'
import type { TermsVersion } from '../../../domain/terms.ts'
import type { Language } from './pages/language.ts'
import { texts } from './pages/texts/texts.ts'

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
    provider: signup.provider,
    profile: { nickname: profile.nickname, email: profile.email, image_url: profile.imageUrl },
    steps: progress(onboarding, answers),
    terms: onboarding.terms.map((terms) => ({
      ...termsBody(terms, catalog, language, publicUrl),
      agreed: answers.agreedTerms.includes(terms.id),
    })),
    fields: onboarding.fields.map(({ name, required }) => ({
      name,
      label: texts[language].signup.fields[name].label,
      required,
      value: answers.profile[name] ?? profile[name],
    })),
    expires_at: signup.expiresAt.toISOString(),
  }
}

function termsBody(
  { id, version, required }: TermsVersion,
  catalog: TermsCatalog,
  language: Language,
  publicUrl: URL,
) {
  const title = catalog.document(id, version, language)?.title ?? id
  const url = new URL(`/terms/${encodeURIComponent(id)}/${encodeURIComponent(version)}`, publicUrl).href
  return { id, version, title, url, required }
}
