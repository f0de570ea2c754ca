import type { Logger } from 'pino'
import { startLoop } from '../adapters/inbound/worker/loops.ts'
import { startWorker } from '../adapters/inbound/worker/worker.ts'
import { listenForEvents } from '../adapters/outbound/postgres/event-listener.ts'
import { openEventQueue } from '../adapters/outbound/queue/event-queue.ts'
import { remindSignups } from '../application/remind-signups.ts'
import type { Config } from './config.ts'
import { relayTo } from './container.ts'
import type { Metrics } from './metrics.ts'
import { queueEnds } from './queue-ends.ts'
import { seldom } from './seldom.ts'
import type { Container } from './services.ts'
import type { Shutdown } from './shutdown.ts'

/** Milliseconds between two looks at the outbox when nothing announced an event; likewise at what is due. */
const relayEveryMs = 1_000
const expireEveryMs = 1_000
const remindEveryMs = 1_000
const reconfirmEveryMs = 60_000
const eraseEveryMs = 5_000
const erasedAtOnce = 1_000
const leavingAtOnce = 100
const keysEveryMs = 10 * 60 * 1_000
const pruneEveryMs = 60 * 60 * 1_000
/** Days for which events are kept after their effect, and sessions after their end. */
const keptDays = 30

/** Starts what carries events and has their effects. Any number of processes may do so side by side. */
export async function startWorking(
  config: Config,
  container: Container,
  connectionString: string,
  log: Logger,
  stopper: Shutdown,
): Promise<void> {
  const metrics = container.get('metrics')
  await stopper.onStop('calls', 'Kakao Sync', container.get('kakaoSync').close)
  const failed = tellerOf(log, metrics)
  const { redis } = config
  const ends = queueEnds(redis, connectionString, { log, failed })
  const queue = await openEventQueue(ends.producer(), failed('queue'))
  await stopper.onStop('calls', 'queue', queue.close)
  metrics.watchQueue(queue.depth)
  const worker = await startWorker({
    queue: ends.consumer(),
    useCases: container.get('consumers'),
    outbox: container.get('outbox'),
    onError: failed('worker'),
    traced: container.get('tracing').job,
    onParked: (event) =>
      log.error({ event }, 'an event failed too often and is parked: see the table outbox'),
  })
  await stopper.onStop('doors', 'worker', worker.close)
  const loop = async (part: string, task: () => Promise<number>, everyMs: number) => {
    const started = startLoop(task, { everyMs, onError: failed(part) })
    await stopper.onStop('doors', part, started.stop)
    return started
  }
  const relay = await loop('relay', relayTo(queue, container), relayEveryMs)
  const listener = listenForEvents(connectionString, { onEvent: relay.wake, onError: failed('listener') })
  await stopper.onStop('doors', 'listener', listener.close)
  await loop('reconfirmation', container.get('tellReconfirmDue'), reconfirmEveryMs)
  const remindAfterSeconds = config.signupRemindAfterSeconds
  if (remindAfterSeconds !== null) {
    const remind = remindSignups({ signups: container.get('signups'), remindAfterSeconds })
    await loop('reminder', remind, remindEveryMs)
  }
  await loop('expiry', container.get('expireSignups'), expireEveryMs)
  const [outbox, sessions] = [container.get('outbox'), container.get('sessions')]
  await loop('erasing', () => sessions.eraseAnswers(erasedAtOnce), eraseEveryMs)
  const spentProofs = container.get('spentProofs')
  const [withdrawals, notices] = [container.get('withdrawals'), container.get('providerNotices')]
  await loop('withdrawals', () => withdrawals.eraseDue(leavingAtOnce), expireEveryMs)
  const prune = async () =>
    (await outbox.prune(keptDays)) +
    (await sessions.prune(keptDays)) +
    (await notices.prune(keptDays)) +
    (await spentProofs.prune())
  await loop('unredeemed codes', container.get('endUnredeemedCodes'), eraseEveryMs)
  await loop('keys', container.get('tendKeys'), keysEveryMs)
  await loop('resealing', container.get('resealTokens'), keysEveryMs)
  await loop('pruning', prune, pruneEveryMs)
  await loop('destroying', () => withdrawals.destroyDue(leavingAtOnce), pruneEveryMs)
}

/** Tells of the failures of each part, however many listeners report them. */
function tellerOf(log: Logger, metrics: Metrics): (part: string) => (error: unknown) => void {
  const tellers = new Map<string, (error: unknown) => void>()
  return (part) => {
    const tell = (error: unknown, leftOut: number) =>
      log.error({ err: error, part, left_out: leftOut }, 'failed and will be tried again')
    const teller = tellers.get(part) ?? seldom(tell)
    tellers.set(part, teller)
    metrics.failed(part, 0)
    return (error) => {
      metrics.failed(part)
      teller(error)
    }
  }
}
