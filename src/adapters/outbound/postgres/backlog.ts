import type pg from 'pg'

/** What waits in the outbox. */
export type Backlog = {
  readonly open: number
  /** Age of the oldest open event; 0 without any. */
  readonly oldestOpenSeconds: number
  /** Events that failed too often to be tried again by themselves. */
  readonly parked: number
}

// Each half by the index of its very condition: what is closed, nearly everything, is not looked at.
const backlog = `
select waiting.open, waiting.oldest, stuck.parked from
  (select count(*)::float8 as open, greatest(0, extract(epoch from now() - min(occurred_at)))::float8 as oldest
   from outbox where closed_at is null and parked_at is null) waiting,
  (select count(*) filter (where closed_at is null)::float8 as parked
   from outbox where parked_at is not null) stuck`

/** Looks at the outbox, for an operator. */
export async function eventBacklog(pool: pg.Pool): Promise<Backlog> {
  const { rows } = await pool.query<{ open: number; oldest: number; parked: number }>({
    name: 'backlog',
    text: backlog,
  })
  const [row] = rows
  if (!row) throw new Error('an aggregate returned no row')
  return { open: row.open, oldestOpenSeconds: row.oldest, parked: row.parked }
}
