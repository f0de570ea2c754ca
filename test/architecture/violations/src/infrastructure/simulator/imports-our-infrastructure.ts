// trips: simulator-is-a-stranger
import type { config } from '../config.ts'

export type Config = typeof config
