// trips: core-is-pure
import { named } from '../domain/thing.ts'

export const lot = () => named(String(Math.random()))
