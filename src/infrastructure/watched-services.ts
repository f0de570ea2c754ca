import type { WatchedServices } from '../adapters/inbound/http/services.ts'
import type { Database } from '../adapters/outbound/postgres/database.ts'
import { schemaIsCurrent } from '../adapters/outbound/postgres/schema-state.ts'
import type { Metrics } from './metrics.ts'
import type { Tracing } from './tracing.ts'

/** How any process shows how it is. */
export function watchedServices(db: Database, metrics: Metrics, tracing: Tracing): WatchedServices {
  return {
    readiness: () => readiness(db),
    metrics: metrics.text,
    watchRequest(request) {
      const traced = tracing.request(request)
      return {
        within: traced.within,
        answered(answer) {
          metrics.answered({ ...request, ...answer })
          traced.answered(answer)
        },
      }
    },
  }
}

async function readiness(db: Database): ReturnType<WatchedServices['readiness']> {
  try {
    if (await schemaIsCurrent(db)) return { kind: 'ready' }
    return { kind: 'not_ready', detail: 'The database schema is not the one of this version.' }
  } catch {
    return { kind: 'not_ready', detail: 'The database is out of reach.' }
  }
}
