import type { Logger } from 'pino'
import type {
  HeardNothing,
  IdentityProvider,
  NoticeSource,
  ProviderFailure,
  ReadNotice,
  SecurityEventRefusal,
  UnlinkRefusal,
} from '../application/ports/identity-providers.ts'
import type { Metrics } from './metrics.ts'
import { outcomeOf } from './outcome.ts'
import { seldom } from './seldom.ts'

type Watch = { readonly log: Logger; readonly metrics: Metrics }
type Refusal = UnlinkRefusal | SecurityEventRefusal
type Outcome =
  | ReadNotice['notice']
  | HeardNothing['kind']
  | UnlinkRefusal['kind']
  | SecurityEventRefusal['err']
  | ProviderFailure['code']

const ofUnlinks: readonly Outcome[] = [
  'unlinked',
  'account_deleted',
  'signup_incomplete',
  'unauthorized',
  'forged',
  'invalid',
]
const ofEvents: readonly Outcome[] = [
  'unlinked',
  'account_deleted',
  'signup_incomplete',
  'sessions_revoked',
  'tokens_revoked',
  'nothing',
  'invalid_request',
  'invalid_key',
  'invalid_issuer',
  'invalid_audience',
  'provider_unavailable',
  'provider_timeout',
  'provider_busy',
]

/** The same sources, each notice counted by what it says; why one was refused is told, but not each time. */
export function observeNotices(watch: Watch, { name, notices = {} }: IdentityProvider): NoticeSource {
  const { unlink, events } = notices
  const ofUnlink = unlink && teller(watch, name, 'unlink', ofUnlinks)
  const ofEvent = events && teller(watch, name, 'events', ofEvents)
  return {
    ...(ofUnlink && { unlink: { ...unlink, read: (...call) => ofUnlink.read(unlink.read(...call)) } }),
    ...(ofEvent && {
      events: {
        ...events,
        read: (token) => events.read(token).then(ofEvent.read, ofEvent.failed),
      },
    }),
  }
}

function teller({ log, metrics }: Watch, provider: string, webhook: string, outcomes: readonly Outcome[]) {
  for (const outcome of outcomes) metrics.notice(provider, webhook, outcome, 0)
  const refused = seldom((why, leftOut) =>
    log.warn({ provider, webhook, why, left_out: leftOut }, 'refused a webhook'),
  )
  return {
    read<Read extends ReadNotice | HeardNothing | Refusal>(read: Read): Read {
      metrics.notice(provider, webhook, outcomeOfRead(read))
      if (read.kind === 'nothing')
        log.info({ provider, webhook, event: read.hint }, 'a webhook without effect')
      else if (read.kind !== 'notice') refused(whyOf(read))
      return read
    },
    failed(error: unknown): never {
      metrics.notice(provider, webhook, outcomeOf(error))
      throw error
    },
  }
}

function outcomeOfRead(read: ReadNotice | HeardNothing | Refusal): Outcome {
  if (read.kind === 'notice') return read.notice
  return read.kind === 'refused' ? read.err : read.kind
}

/** In words of ours: nothing of what a stranger sent. */
function whyOf(refusal: Refusal): string {
  if (refusal.kind === 'refused') return `${refusal.err}: ${refusal.description}`
  return refusal.kind === 'invalid' ? `${refusal.field}: ${refusal.detail}` : refusal.hint
}
