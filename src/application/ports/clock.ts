/** The time. */
export type Clock = { now(): Date }
