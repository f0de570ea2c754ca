import { named } from '../domain/thing.ts'
import type { Things } from './ports/things.ts'

export const addThing =
  ({ things }: { things: Things }) =>
  (name: string) =>
    things.add(named(name))
