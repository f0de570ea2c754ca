// trips: logger-in-its-home
import { pino } from 'pino'

export const log = pino()
