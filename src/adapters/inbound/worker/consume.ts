import type { Job } from 'bullmq'
import { UnrecoverableError } from 'bullmq'
import type { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { Outbox } from '../../../application/ports/outbox.ts'
import type { StorageOutage } from '../../../application/ports/storage-outage.ts'
import type { EventId, EventType } from '../../../domain/events.ts'
import type { ConsumerUseCases } from './consumers.ts'
import { consumers } from './consumers.ts'

/** What a job carries: names of events of one type, and no data of anybody. */
export type EventJob = { readonly events: readonly NamedEvent[] }
type NamedEvent = { readonly event: EventId; readonly traceparent?: string }

export type ConsumeOptions = {
  readonly useCases: ConsumerUseCases
  readonly outbox: Pick<Outbox, 'failed'>
  readonly onError: (error: Error) => void
  /** An event that failed too often to be tried again by itself. */
  readonly onParked: (event: {
    readonly id: EventId
    readonly type: EventType
    readonly error: string
  }) => void
  /** Has the work of a job be a part of the trace that told its event. */
  readonly traced?: (
    type: EventType,
    traceparent: string | undefined,
    work: () => Promise<void>,
  ) => Promise<void>
}

/**
 * Brings the events of one job to their use case. A failure is counted where the event waits, holds up none of the
 * others, and is thrown at the end for the queue to try again: what had its effect has it no second time.
 */
export const consume = (options: ConsumeOptions) => {
  const effect = effectOf(options)
  return async ({ name, data }: Pick<Job<EventJob>, 'name' | 'data'>): Promise<void> => {
    if (!isConsumed(name)) throw new UnrecoverableError(`nobody consumes ${name}`)
    const failures: unknown[] = []
    for (const event of data.events) await effect(name, event).catch((cause) => failures.push(cause))
    if (failures.length > 0) throw failures[0]
  }
}

const effectOf =
  ({ useCases, outbox, onError, onParked, traced = untraced }: ConsumeOptions) =>
  async (type: ConsumedType, { event, traceparent }: NamedEvent): Promise<void> => {
    try {
      await traced(type, traceparent, async () => void (await useCases[consumers[type]](event)))
    } catch (cause) {
      const { message: error = 'an unknown error', code } = (cause ?? {}) as Partial<NodeJS.ErrnoException>
      const passes = code !== undefined && passing.has(code)
      const became = await outbox.failed(event, error, { passes }).catch((broken: Error) => onError(broken))
      if (became === 'parked') onParked({ id: event, type, error })
      throw cause
    }
  }

/** What only time heals, ours or a provider's: it says nothing against the event, however long it takes. */
const passing: ReadonlySet<string> = new Set([
  'storage_outage' satisfies StorageOutage['code'],
  'provider_unavailable',
  'provider_timeout',
  'provider_busy',
] satisfies (StorageOutage['code'] | ProviderFailure['code'])[])

const untraced: NonNullable<ConsumeOptions['traced']> = (_type, _traceparent, work) => work()

type ConsumedType = { [Type in EventType]: (typeof consumers)[Type] extends null ? never : Type }[EventType]

function isConsumed(name: string): name is ConsumedType {
  return Object.hasOwn(consumers, name) && consumers[name as EventType] !== null
}
