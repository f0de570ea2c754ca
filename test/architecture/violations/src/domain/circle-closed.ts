// trips: no-circles
import type { Circle } from './circle.ts'

export type Round = Circle | undefined
