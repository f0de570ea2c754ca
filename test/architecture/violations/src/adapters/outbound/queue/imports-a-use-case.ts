// trips: outbound-keeps-to-its-room
import type { addThing } from '../../../application/add-thing.ts'

export type Use = typeof addThing
