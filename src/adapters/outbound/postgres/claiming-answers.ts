import { sql } from 'kysely'
import type { UniqueAnswer } from '../../../domain/unique-answers.ts'
import type { User, UserId } from '../../../domain/user.ts'
import type { Database, Tx } from './database.ts'
import { toUser, userColumns } from './users.ts'

/** Users looked at by one transaction: their rows are held for as long. */
const atOnce = 500

type Claim = UniqueAnswer & { readonly user: UserId }

/** Somebody whose answer another one had first. */
export type Conflict = { readonly field: string; readonly user: UserId; readonly holder: UserId }

/**
 * Claims for every user the answers that nobody else may have, for fields that were declared unique after people had
 * answered them. Of two who have the same the one who holds it already, else the one who was a user first, has it. May
 * be stopped and repeated, while the service runs.
 */
export async function claimForEverybody(
  db: Database,
  answersOf: (user: User) => readonly UniqueAnswer[],
): Promise<{ readonly claimed: number; readonly conflicts: readonly Conflict[] }> {
  const conflicts: Conflict[] = []
  let claimed = 0
  for (let after: UserId | null = null; ; ) {
    const page = await db.transaction().execute((tx) => claimPage(tx, after, answersOf))
    claimed += page.claimed
    conflicts.push(...page.conflicts)
    if (page.last === undefined) return { claimed, conflicts }
    after = page.last
  }
}

async function claimPage(tx: Tx, after: UserId | null, answersOf: (user: User) => readonly UniqueAnswer[]) {
  // Held, so that nobody changes an answer between our look at it and the claim. A UUIDv7 tells who came first.
  const rows = await tx
    .selectFrom('users')
    .select(userColumns)
    .where('status', '<>', 'withdrawn')
    .$if(after !== null, (query) => query.where('id', '>', after as UserId))
    .orderBy('id')
    .limit(atOnce)
    .forUpdate()
    .execute()
  const claims = rows
    .map(toUser)
    .flatMap((user) => answersOf(user).map((answer) => ({ ...answer, user: user.id })))
  const claimed = await insert(tx, claims)
  return { claimed, conflicts: await conflictsOf(tx, claims), last: rows.at(-1)?.id }
}

const asRows = (claims: readonly Claim[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as claim (field text, key text, "user" uuid)`

async function insert(tx: Tx, claims: readonly Claim[]): Promise<number> {
  const { numAffectedRows = 0n } = await sql`insert into unique_answers (field, key, user_id)
    select field, key, "user" from ${asRows(claims)} order by field, "user" on conflict do nothing`.execute(
    tx,
  )
  return Number(numAffectedRows)
}

async function conflictsOf(tx: Tx, claims: readonly Claim[]): Promise<Conflict[]> {
  const { rows } = await sql<Conflict>`select claim.field, claim."user", unique_answers.user_id as holder
    from ${asRows(claims)} join unique_answers using (field, key)
    where unique_answers.user_id <> claim."user" order by claim.field, claim."user"`.execute(tx)
  return rows
}
