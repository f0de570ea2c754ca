import type { TermsId, TermsVersion } from '../../domain/terms.ts'

export type Locale = 'ko' | 'en'

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
  /** The versions in force, in the order in which they are shown. */
  current(): readonly TermsVersion[]
  document(id: string, version: string, locale: Locale): TermsDocument | undefined
}
