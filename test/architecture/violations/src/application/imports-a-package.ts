// trips: application-imports-domain-and-application, schemas-in-their-homes
import { Type } from 'typebox'

export const schema = Type.String()
