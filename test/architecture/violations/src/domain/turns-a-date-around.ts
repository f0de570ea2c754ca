import type { Thing } from './thing.ts'

export const inASecond = (_: Thing, now: Date) => new Date(now.getTime() + 1_000)
