// trips: client-stands-alone
import { thing } from '../../src/domain/thing.ts'

export const held = thing
