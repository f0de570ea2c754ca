// trips: application-imports-domain-and-application, http-in-its-home
import { Type } from 'typebox'

export const schema = Type.String()
