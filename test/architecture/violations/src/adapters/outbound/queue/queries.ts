// trips: kysely-in-its-home
import type { Kysely } from 'kysely'

export type Database = Kysely<unknown>
