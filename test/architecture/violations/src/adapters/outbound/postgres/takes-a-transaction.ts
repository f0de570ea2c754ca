// trips: no-optional-transaction
import type { Transaction } from 'kysely'

export const add = (name: string, trx?: Transaction<unknown>) => ({ name, trx })
