import type { Locale } from '../../../domain/localized.ts'
import type { Database } from './database.ts'

/** One version of a document in one language, as it was declared. */
export type StoredDocument = {
  readonly id: string
  readonly version: string
  readonly hash: string
  readonly locale: Locale
  readonly title: string
  readonly body: string
  readonly effective_at: string
  readonly required: boolean
}

/** Keeps the wording behind every hash that can be agreed to: what was kept before stays as it was. */
export async function keepDocuments(db: Database, documents: readonly StoredDocument[]): Promise<void> {
  if (documents.length === 0) return
  await db
    .insertInto('terms_documents')
    .values([...documents])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The wording behind these hashes, in every language. */
export async function documentsOf(db: Database, hashes: readonly string[]): Promise<StoredDocument[]> {
  return db
    .selectFrom('terms_documents')
    .select(['id', 'version', 'hash', 'locale', 'title', 'body', 'required'])
    .select((select) => select.cast<string>('effective_at', 'text').as('effective_at'))
    .where('hash', 'in', [...hashes])
    .orderBy('id')
    .orderBy('version')
    .execute()
}
