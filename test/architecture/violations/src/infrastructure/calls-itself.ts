// trips: nobody-imports-the-client
import { calls } from '../../client/src/calls.ts'

export const called = calls
