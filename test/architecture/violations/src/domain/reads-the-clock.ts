// trips: core-is-pure
import { named } from './thing.ts'

export const now = () => named(new Date().toISOString())
