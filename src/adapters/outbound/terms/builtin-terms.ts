import { createHash } from 'node:crypto'
import type { Locale, TermsCatalog, TermsDocument } from '../../../application/ports/terms-catalog.ts'
import type { TermsId, TermsVersion } from '../../../domain/terms.ts'
import type { TermsText } from './documents.ts'
import { documents } from './documents.ts'

/**
 * The documents that come with the product. The hash covers every language, so that what a person agreed
 * to can be proved word for word.
 */
export function builtinTerms(): TermsCatalog {
  const versions = documents.map(versionOf)
  return {
    current: () => versions,
    document(id, version, locale) {
      const text = documents.find((each) => each.id === id && each.version === version)
      return text && inLocale(text, locale)
    },
  }
}

function versionOf({ id, version, required, title, body }: TermsText): TermsVersion {
  const hash = createHash('sha256').update(JSON.stringify({ id, version, title, body })).digest('hex')
  return { id: id as TermsId, version, hash, required }
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
