// trips: inbound-keeps-to-its-room
import { token } from '../../outbound/tokens/tokens.ts'

export const made = token
