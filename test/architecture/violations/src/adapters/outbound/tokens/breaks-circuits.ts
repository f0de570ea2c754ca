// trips: breaker-in-its-homes
import { bulkhead } from 'cockatiel'

export const bound = bulkhead
