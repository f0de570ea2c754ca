import { sql } from 'kysely'
import type { EventId } from '../../../domain/events.ts'
import type { Tx } from './database.ts'

/**
 * Notes that an event had its effect and closes it, in the transaction of that effect; answers false for one that
 * had it before.
 */
export async function takeEvent(tx: Tx, event: EventId, consumer: string): Promise<boolean> {
  const taken = await tx
    .with('handled', (cte) =>
      cte
        .insertInto('inbox')
        .values({ event_id: event, consumer })
        .onConflict((conflict) => conflict.doNothing())
        .returning('event_id'),
    )
    .with('closed', (cte) =>
      cte
        .updateTable('outbox')
        .from('handled')
        .set({ closed_at: sql<Date>`now()` })
        .whereRef('outbox.id', '=', 'handled.event_id'),
    )
    .selectFrom('handled')
    .select('event_id')
    .executeTakeFirst()
  return taken !== undefined
}
