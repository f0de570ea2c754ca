import { named } from '../domain/thing.ts'

export type { Thing } from '../domain/thing.ts'
export const first = named('first')
