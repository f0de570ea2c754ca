import type { Locale } from '../../domain/localized.ts'
import type { TermsId, TermsVersion } from '../../domain/terms.ts'

/** One version of a document as a person reads it. `body` is plain text, a blank line between paragraphs. */
export type TermsDocument = {
  readonly id: TermsId
  readonly version: string
  readonly title: string
  readonly body: string
  readonly effectiveAt: Date
}

/** The documents that newcomers are asked to agree to. */
export type TermsCatalog = {
  /** The versions in force at a time, in the order in which they are shown. */
  current(now: Date): readonly TermsVersion[]
  document(id: string, version: string, locale: Locale): TermsDocument | undefined
}
