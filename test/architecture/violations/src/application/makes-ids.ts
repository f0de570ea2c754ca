// trips: core-is-pure
import { named } from '../domain/thing.ts'

export const id = () => named(crypto.randomUUID())
