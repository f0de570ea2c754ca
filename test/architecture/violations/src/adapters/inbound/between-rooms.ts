// trips: every-file-has-a-room
import { named } from '../../domain/thing.ts'

export const between = named('between')
