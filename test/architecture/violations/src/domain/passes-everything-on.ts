// trips: no-barrels
export * from './thing.ts'

export const more = true
