// trips: inbound-knows-the-application-by-types
import { addThing } from '../../../application/add-thing.ts'

export const use = addThing
