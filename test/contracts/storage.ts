import { sql } from 'kysely'
import { consumers } from '../../src/adapters/inbound/worker/consumers.ts'
import { memoryAuthorizationCodes } from '../../src/adapters/outbound/memory/authorization-codes.ts'
import { memoryConsents } from '../../src/adapters/outbound/memory/consents.ts'
import { memoryLinks } from '../../src/adapters/outbound/memory/links.ts'
import { memoryLogins } from '../../src/adapters/outbound/memory/logins.ts'
import { memoryOutbox } from '../../src/adapters/outbound/memory/outbox.ts'
import { memoryProviderNotices } from '../../src/adapters/outbound/memory/provider-notices.ts'
import { memorySessions } from '../../src/adapters/outbound/memory/sessions.ts'
import { memorySignups } from '../../src/adapters/outbound/memory/signups.ts'
import { memorySpentProofs } from '../../src/adapters/outbound/memory/spent-proofs.ts'
import { memoryStore } from '../../src/adapters/outbound/memory/store.ts'
import { memoryUsers } from '../../src/adapters/outbound/memory/users.ts'
import { memoryWithdrawals } from '../../src/adapters/outbound/memory/withdrawals.ts'
import { postgresAuthorizationCodes } from '../../src/adapters/outbound/postgres/authorization-codes.ts'
import { postgresConsents } from '../../src/adapters/outbound/postgres/consents.ts'
import type { Database } from '../../src/adapters/outbound/postgres/database.ts'
import { postgresLinks } from '../../src/adapters/outbound/postgres/links.ts'
import { postgresLogins } from '../../src/adapters/outbound/postgres/logins.ts'
import { postgresOutbox } from '../../src/adapters/outbound/postgres/outbox.ts'
import { postgresProviderNotices } from '../../src/adapters/outbound/postgres/provider-notices.ts'
import { postgresSessions } from '../../src/adapters/outbound/postgres/sessions.ts'
import { postgresSignups } from '../../src/adapters/outbound/postgres/signups.ts'
import { postgresSpentProofs } from '../../src/adapters/outbound/postgres/spent-proofs.ts'
import { postgresUsers } from '../../src/adapters/outbound/postgres/users.ts'
import { postgresWithdrawals } from '../../src/adapters/outbound/postgres/withdrawals.ts'
import type { AuthorizationCodes } from '../../src/application/ports/authorization-codes.ts'
import type { Consents } from '../../src/application/ports/consents.ts'
import type { Links } from '../../src/application/ports/links.ts'
import type { Logins } from '../../src/application/ports/logins.ts'
import type { Outbox } from '../../src/application/ports/outbox.ts'
import type { ProviderNotices } from '../../src/application/ports/provider-notices.ts'
import type { Sessions } from '../../src/application/ports/sessions.ts'
import type { Signups } from '../../src/application/ports/signups.ts'
import type { SpentProofs } from '../../src/application/ports/spent-proofs.ts'
import type { Users } from '../../src/application/ports/users.ts'
import type { Withdrawals } from '../../src/application/ports/withdrawals.ts'
import type { EventType } from '../../src/domain/events.ts'
import { migratedDatabase } from '../support/database.ts'
import { turnedClock } from '../support/turned-clock.ts'
import { sessionPolicy, withdrawalPolicy } from './arranging.ts'

/** Every storing port over one state. */
export type Ports = {
  links: Links
  logins: Logins
  signups: Signups
  sessions: Sessions
  users: Users
  outbox: Outbox
  codes: AuthorizationCodes
  spentProofs: SpentProofs
  consents: Consents
  withdrawals: Withdrawals
  notices: ProviderNotices
}

/** Ports whose every event waits in the outbox, so that a contract sees what was told. */
export type Storage = Ports & {
  /** The same state, where nobody waits for any event. */
  readonly unheard: Ports
  /** Lets time pass, as this storage sees it. */
  pass(seconds: number): Promise<void>
  /** Forgets everything, for the next test. */
  empty(): Promise<void>
  close(): Promise<void>
}

const everyType: ReadonlySet<EventType> = new Set(Object.keys(consumers) as EventType[])
const noType: ReadonlySet<EventType> = new Set()

export async function memoryStorage(): Promise<Storage> {
  const [clock, store] = [turnedClock(), memoryStore()]
  const ports = (awaited: ReadonlySet<EventType>): Ports => ({
    links: memoryLinks(store, clock, sessionPolicy, awaited),
    logins: memoryLogins(store, clock, awaited),
    signups: memorySignups(store, clock, awaited),
    sessions: memorySessions(store, clock, sessionPolicy, awaited),
    users: memoryUsers(store, clock, sessionPolicy, awaited),
    consents: memoryConsents(store, clock, awaited),
    withdrawals: memoryWithdrawals(store, clock, withdrawalPolicy, awaited),
    notices: memoryProviderNotices(store, clock, withdrawalPolicy, awaited),
    outbox: memoryOutbox(store, clock),
    codes: memoryAuthorizationCodes(store, clock, awaited),
    spentProofs: memorySpentProofs(store, clock),
  })
  return {
    ...ports(everyType),
    unheard: ports(noType),
    pass: async (seconds) => clock.turn(seconds),
    empty: async () => {
      for (const table of Object.values(store)) table.clear()
    },
    close: async () => {},
  }
}

export async function postgresStorage(): Promise<Storage> {
  const { pool, db, drop } = await migratedDatabase()
  const ports = (awaited: ReadonlySet<EventType>): Ports => ({
    links: postgresLinks(db, sessionPolicy, awaited),
    logins: postgresLogins(pool, awaited),
    signups: postgresSignups(db, awaited),
    sessions: postgresSessions(db, sessionPolicy, awaited),
    users: postgresUsers(db, sessionPolicy, awaited),
    consents: postgresConsents(db, awaited),
    withdrawals: postgresWithdrawals(db, withdrawalPolicy, awaited),
    notices: postgresProviderNotices(db, withdrawalPolicy, awaited),
    outbox: postgresOutbox(db),
    codes: postgresAuthorizationCodes(db, awaited),
    spentProofs: postgresSpentProofs(db),
  })
  return {
    ...ports(everyType),
    unheard: ports(noType),
    pass: (seconds) => age(db, seconds),
    empty: async () => {
      await sql`truncate spent_proofs, unique_answers, users, identities, pending_signups, outbox, inbox, provider_notices cascade`.execute(
        db,
      )
    },
    close: drop,
  }
}

/** The database's clock cannot be turned, but everything that it wrote can be made older. */
async function age(db: Database, seconds: number): Promise<void> {
  const { rows } = await sql<{ table: string; sets: string }>`
    select table_name as table,
      string_agg(format('%1$I = %1$I - interval ''1 second'' * %2$s', column_name, ${seconds}::float8), ', ') as sets
    from information_schema.columns
    where table_schema = 'public' and table_name <> 'consents' and data_type = 'timestamp with time zone'
    group by table_name`.execute(db)
  for (const { table, sets } of rows) await sql`update ${sql.table(table)} set ${sql.raw(sets)}`.execute(db)
  // The ledger refuses every change, as long as its owner does not say otherwise.
  await db.transaction().execute(async (tx) => {
    await sql`alter table consents disable trigger consents_only_grow`.execute(tx)
    await sql`update consents set agreed_at = agreed_at - interval '1 second' * ${seconds}::float8`.execute(
      tx,
    )
    await sql`alter table consents enable trigger consents_only_grow`.execute(tx)
  })
}
