// trips: no-junk-drawers
import { named } from './thing.ts'

export const isNamed = (name: string) => named(name).name !== ''
