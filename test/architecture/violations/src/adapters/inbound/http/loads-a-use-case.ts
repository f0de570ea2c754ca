// trips: inbound-knows-the-application-by-types
export const use = async () => (await import('../../../application/add-thing.ts')).addThing
