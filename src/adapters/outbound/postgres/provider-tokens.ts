import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** How many tokens are looked at by one statement. */
const atOnce = 500

type Seal = {
  readonly prefix: string
  open(sealed: string): string | undefined
  seal(text: string): string
}

/**
 * Seals by the first secret every provider's token that another one of the list sealed. `closed` are those that no
 * secret of the list opens: they stay as they are, and are good for nothing until their secret is back. May be
 * stopped and repeated at any time, by any number of processes.
 */
export async function resealProviderTokens(
  db: Database,
  seal: Seal,
): Promise<{ readonly resealed: number; readonly closed: number }> {
  const total = { resealed: 0, closed: 0 }
  for (const table of ['identities', 'provider_unlinks'] as const) {
    const name = sql.table(table)
    let after = '00000000-0000-0000-0000-000000000000'
    for (let rows = await staleAfter(db, name, after, seal); rows.length > 0; ) {
      for (const { id, token } of rows) {
        const text = seal.open(token)
        if (text === undefined) total.closed += 1
        else total.resealed += await replace(db, name, { id, from: token, to: seal.seal(text) })
      }
      after = rows.at(-1)?.id ?? after
      rows = await staleAfter(db, name, after, seal)
    }
  }
  return total
}

async function staleAfter(db: Database, table: RawBuilder<unknown>, after: string, { prefix }: Seal) {
  const { rows } = await sql<{ id: string; token: string }>`
    select id, sealed_provider_token as token from ${table}
    where sealed_provider_token is not null and not starts_with(sealed_provider_token, ${prefix})
      and id > ${after} order by id limit ${atOnce}`.execute(db)
  return rows
}

/** Unless a login has just brought another one. */
async function replace(
  db: Database,
  table: RawBuilder<unknown>,
  { id, from, to }: { id: string; from: string; to: string },
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update ${table} set sealed_provider_token = ${to} where id = ${id} and sealed_provider_token = ${from}`.execute(
    db,
  )
  return Number(numAffectedRows)
}
