import type { Brand } from './brand.ts'

export type TermsId = Brand<string, 'TermsId'>

/** Exactly which document a person saw: a new wording is a new version with another hash. */
export type TermsVersion = {
  readonly id: TermsId
  readonly version: string
  /** SHA-256 of the document, hex. */
  readonly hash: string
  readonly required: boolean
}

/** That a person agreed to one version of a document, kept as evidence. */
export type Consent = { readonly terms: TermsVersion; readonly agreedAt: Date }
