import type { TermsCatalog } from '../../../application/ports/terms-catalog.ts'
import type { LedgerEntry } from '../../../domain/consents.ts'
import type { TermsVersion } from '../../../domain/terms.ts'
import type { Language } from './pages/language.ts'
import { termsBody } from './signup-view.ts'

type Standing = { readonly version: TermsVersion; readonly last: LedgerEntry | undefined }

/** What a person has agreed to, for one reader. */
export function consentsBody(
  standings: readonly Standing[],
  catalog: TermsCatalog,
  language: Language,
  publicUrl: URL,
) {
  return standings.map(({ version, last }) => ({
    ...termsBody(version, catalog, language, publicUrl),
    channels: version.channels ?? [],
    agreed: last?.action === 'given',
    agreed_version: last?.action === 'given' ? last.terms.version : null,
    changed_at: last?.at.toISOString() ?? null,
  }))
}

/** One line of the ledger, as a proof shows it. */
export function entryBody({ terms, action, at, source, locale, device }: LedgerEntry) {
  return {
    terms: { id: terms.id, version: terms.version, hash: terms.hash, channels: terms.channels ?? [] },
    action,
    at: at.toISOString(),
    source,
    locale,
    address: device?.address ?? null,
    user_agent: device?.userAgent ?? null,
  }
}
