import { createHash } from 'node:crypto'
import type { OnboardingCatalog } from '../../../application/ports/onboarding-catalog.ts'
import type { TermsCatalog, TermsDocument } from '../../../application/ports/terms-catalog.ts'
import type { Locale } from '../../../domain/localized.ts'
import { planOnboarding } from '../../../domain/onboarding.ts'
import type { TermsId, TermsVersion } from '../../../domain/terms.ts'
import type { Declaration } from './declaration.ts'
import type { TermsText } from './documents.ts'

/** What newcomers are asked, by the declaration of the moment. */
export const declaredOnboarding = (declared: () => Declaration): OnboardingCatalog => ({
  current: (now) => planOnboarding(inForce(declared(), now).map(versionOf), declared().plan),
})

/** The documents of the declaration of the moment. */
export const declaredTerms = (declared: () => Declaration): TermsCatalog => ({
  current: (now) => inForce(declared(), now).map(versionOf),
  document(id, version, locale) {
    const text = declared().documents.find((each) => each.id === id && each.version === version)
    return text && inLocale(text, locale)
  },
})

/** Every document with its hash, a line for each language, to be kept for as long as there are consents. */
export function wordingsOf({ documents }: Declaration) {
  return documents.flatMap((text) =>
    (['ko', 'en'] as const).map((locale) => ({
      ...versionIdOf(text),
      locale,
      title: text.title[locale],
      body: text.body[locale],
      effective_at: text.effectiveAt,
    })),
  )
}

function versionIdOf(text: TermsText) {
  const { id, version, hash, required } = versionOf(text)
  return { id, version, hash, required }
}

/** Of each document the version that took effect last; one that has yet to take effect is not asked for. */
function inForce({ documents }: Declaration, now: Date): TermsText[] {
  const effective = documents.filter((text) => text.isSample || beginOf(text) <= now.getTime())
  return effective.filter(
    (text) => !effective.some((other) => other.id === text.id && beginOf(other) > beginOf(text)),
  )
}

/** Documents are asked about at every login and never change: a new declaration has new ones. */
function remembered<Value>(told: (text: TermsText) => Value): (text: TermsText) => Value {
  const known = new WeakMap<TermsText, Value>()
  return (text) => {
    const value = known.get(text) ?? told(text)
    known.set(text, value)
    return value
  }
}

/** A document takes effect as its day begins in Seoul. */
const beginOf = remembered(({ effectiveAt }) => Date.parse(`${effectiveAt}T00:00:00+09:00`))

const versionOf = remembered(hashedVersion)

/** The hash covers every language, so that what a person agreed to can be proved word for word. */
function hashedVersion({ id, version, required, title, body, channels, kakaoTag }: TermsText): TermsVersion {
  const hash = createHash('sha256').update(JSON.stringify({ id, version, title, body })).digest('hex')
  return {
    id: id as TermsId,
    version,
    hash,
    required,
    ...(channels && { channels }),
    ...(kakaoTag !== undefined && { kakaoTag }),
  }
}

function inLocale({ id, version, effectiveAt, title, body }: TermsText, locale: Locale): TermsDocument {
  return {
    id: id as TermsId,
    version,
    title: title[locale],
    body: body[locale],
    effectiveAt: new Date(effectiveAt),
  }
}
