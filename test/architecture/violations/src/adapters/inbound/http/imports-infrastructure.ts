// trips: inbound-keeps-to-its-room, nobody-imports-infrastructure
import { config } from '../../../infrastructure/config.ts'

export const address = config
