// trips: nobody-imports-memory
import { memoryThings } from '../adapters/outbound/memory/things.ts'

export const things = memoryThings()
