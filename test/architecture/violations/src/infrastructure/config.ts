import { named } from '../domain/thing.ts'

export const config = named(process.env.PUBLIC_URL ?? '')
