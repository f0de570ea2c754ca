// trips: breaker-in-its-home
import { bulkhead } from 'cockatiel'

export const bound = bulkhead
