// trips: no-re-exports
export { named } from './thing.ts'
