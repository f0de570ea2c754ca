// trips: no-classes-but-errors
import type { Things } from './ports/things.ts'

export class ThingService {
  things: Things | undefined
}
