import { postgresConsents } from '../adapters/outbound/postgres/consents.ts'
import { documentsOf } from '../adapters/outbound/postgres/terms-documents.ts'
import type { UserId } from '../domain/user.ts'
import { runCommand, UsageError } from './command.ts'

const usage = `npm run consents -- proof <user id>   every consent of a user with the wording agreed to, as JSON`

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `npm run consents`: what one person agreed to, as a file for whoever asks for proof. */
await runCommand(([verb = '', id = '', ...more]) => {
  if (verb !== 'proof' || !uuid.test(id) || more.length > 0) throw new UsageError(usage)
  return async ({ connections: { db } }) => {
    const entries = await postgresConsents(db, new Set()).ledger(id.toLowerCase() as UserId)
    if (entries.length === 0) throw new Error(`There are no consents of a user ${id}.`)
    const documents = await documentsOf(
      db,
      entries.map(({ terms }) => terms.hash),
    )
    return JSON.stringify({ user: id, entries, documents }, null, 2)
  }
})
