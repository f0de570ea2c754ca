// trips: no-barrels
import type { Thing } from './thing.ts'

export { named } from './thing.ts'
export type { Thing }
