// trips: no-unresolvable-imports
import { nothing } from './nowhere.ts'

export const nowhere = nothing
