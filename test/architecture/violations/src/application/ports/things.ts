import type { Thing } from '../../domain/thing.ts'

export class ThingsUnavailable extends Error {}
export class ThingsTooSlow extends ThingsUnavailable {}
export type Things = { add(thing: Thing): Promise<void> }
