import type { Registry } from 'prom-client'
import { Gauge } from 'prom-client'
import { remembered } from './remembered.ts'

/** What is asked when somebody looks, because nobody is told when it changes. */
export type StateSources = {
  readonly backlog: () => Promise<{ open: number; oldestOpenSeconds: number; parked: number }>
  readonly pool: { totalCount: number; idleCount: number; waitingCount: number; options: { max: number } }
}

/** Jobs of the queue by their state. */
export type QueueDepth = () => Promise<Jobs>
type Jobs = Readonly<Record<string, number>>

/** Milliseconds. Several who scrape, and one who scrapes often, cost one look; none waits for what is down. */
const look = { freshMs: 3_000, deadlineMs: 1_000 }

/** Gauges of the outbox, the queue and the pool. What cannot be known at the moment is left out, not made up. */
export function stateGauges(registry: Registry, { backlog, pool }: StateSources) {
  const registers = [registry]
  const events = outboxGauges(registers)
  const queue = queueGauges(registers)
  const connections = poolGauges(registers)
  const readBacklog = remembered(backlog, look)
  let readDepth: (() => Promise<Jobs | undefined>) | undefined
  return {
    watchQueue(depth: QueueDepth) {
      readDepth = remembered(depth, look)
    },
    async read() {
      connections(pool)
      const [found, depth] = await Promise.all([readBacklog(), readDepth?.()])
      events(found)
      if (readDepth) queue(depth)
    },
  }
}

type Registers = Registry[]

function outboxGauges(registers: Registers) {
  const up = new Gauge({
    name: 'daemun_database_up',
    help: '1 when the database answered within a second',
    registers,
  })
  const open = new Gauge({
    name: 'daemun_outbox_open_events',
    help: 'Events without their effect',
    registers,
  })
  const oldest = new Gauge({
    name: 'daemun_outbox_oldest_open_age_seconds',
    help: 'Age of the oldest event without its effect, 0 without any',
    registers,
  })
  const parked = new Gauge({
    name: 'daemun_outbox_parked_events',
    help: 'Events that failed too often to be tried again by themselves',
    registers,
  })
  return (found: Awaited<ReturnType<StateSources['backlog']>> | undefined) => {
    up.set(found ? 1 : 0)
    show(open, found?.open)
    show(oldest, found?.oldestOpenSeconds)
    show(parked, found?.parked)
  }
}

function queueGauges(registers: Registers) {
  const up = new Gauge({
    name: 'daemun_queue_up',
    help: '1 when the queue answered within a second',
    registers,
  })
  const jobs = new Gauge({ name: 'daemun_queue_jobs', help: 'Jobs', labelNames: ['state'], registers })
  show(up, undefined)
  return (depth: Jobs | undefined) => {
    up.set(depth ? 1 : 0)
    jobs.reset()
    for (const [state, count] of Object.entries(depth ?? {})) jobs.set({ state }, count)
  }
}

function poolGauges(registers: Registers) {
  const connections = new Gauge({
    name: 'daemun_database_pool_connections',
    help: 'Connections of the pool',
    labelNames: ['state'],
    registers,
  })
  const most = new Gauge({
    name: 'daemun_database_pool_max_connections',
    help: 'Connections that the pool may open',
    registers,
  })
  const waiting = new Gauge({
    name: 'daemun_database_pool_waiting_statements',
    help: 'Statements that wait for a connection',
    registers,
  })
  return ({ totalCount, idleCount, waitingCount, options }: StateSources['pool']) => {
    connections.set({ state: 'idle' }, idleCount)
    connections.set({ state: 'busy' }, totalCount - idleCount)
    most.set(options.max)
    waiting.set(waitingCount)
  }
}

function show(gauge: Gauge, value: number | undefined): void {
  if (value === undefined) gauge.remove({})
  else gauge.set(value)
}
