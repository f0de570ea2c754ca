// trips: outbound-keeps-to-its-room
import { token } from '../tokens/tokens.ts'

export const made = token
