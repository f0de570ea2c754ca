// trips: pg-in-its-homes
import type { Pool } from 'pg'

export type Connections = Pool
