// trips: simulator-is-a-stranger
import { named } from '../../domain/thing.ts'

export const person = named('someone new')
