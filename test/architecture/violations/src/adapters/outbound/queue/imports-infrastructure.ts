// trips: nobody-imports-infrastructure, outbound-keeps-to-its-room
import { config } from '../../../infrastructure/config.ts'

export const address = config
