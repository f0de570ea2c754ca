import type { Logger } from 'pino'
import type { PatientNotices } from '../adapters/outbound/system/patient-notices.ts'
import { patientNotices } from '../adapters/outbound/system/patient-notices.ts'
import { seldom } from './seldom.ts'
import type { Container } from './services.ts'

/** Notices as the HTTP door takes them, with a word to the operator when they have to wait. */
export function holdNotices(get: Container['get'], log: Logger): PatientNotices {
  const metrics = get('metrics')
  const part = 'notices'
  metrics.failed(part, 0)
  const tell = seldom((error, leftOut) =>
    log.error({ err: error, part, left_out: leftOut }, 'failed and will be tried again'),
  )
  const { receive } = get('providerNotices')
  return patientNotices(receive, (error) => {
    metrics.failed(part)
    tell(error)
  })
}
