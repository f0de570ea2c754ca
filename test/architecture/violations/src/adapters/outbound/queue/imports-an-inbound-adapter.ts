// trips: outbound-keeps-to-its-room
import type { route } from '../../inbound/http/knows-a-use-case-by-type.ts'

export type Route = typeof route
