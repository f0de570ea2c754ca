// trips: inbound-keeps-to-its-room
import type { consumer } from '../worker/consumer.ts'

export type Consumer = typeof consumer
