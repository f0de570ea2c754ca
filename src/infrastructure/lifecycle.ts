import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { startLoop } from '../adapters/inbound/worker/loops.ts'
import { startWorker } from '../adapters/inbound/worker/worker.ts'
import { connect } from '../adapters/outbound/postgres/database.ts'
import { listenForEvents } from '../adapters/outbound/postgres/event-listener.ts'
import { postgresKeyShelf } from '../adapters/outbound/postgres/key-shelf.ts'
import { migrate } from '../adapters/outbound/postgres/migrate.ts'
import { postgresEventQueue, queueName, queueSchema } from '../adapters/outbound/queue/event-queue.ts'
import { loadSigningKeys } from '../adapters/outbound/tokens/keys.ts'
import { sealingKeys } from '../adapters/outbound/tokens/sealing-keys.ts'
import type { Config } from './config.ts'
import type { Container } from './container.ts'
import { buildContainer, relayTo } from './container.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { keptSecret } from './secret-file.ts'
import type { Shutdown } from './shutdown.ts'
import { startSimulator } from './simulator/simulator.ts'

/** Milliseconds between two looks at the outbox when nothing announced an event; likewise at what is due. */
const relayEveryMs = 1_000
const expireEveryMs = 1_000
const pruneEveryMs = 60 * 60 * 1_000
/** Days for which events are kept after their effect. */
const keptDays = 30

export type Running = { readonly config: Config; readonly dataDirectory: string | null }

/** Starts everything the role asks for, in order; `stopper` learns how to stop each part in reverse. */
export async function start(
  config: Config,
  directory: string,
  log: Logger,
  stopper: Shutdown,
): Promise<Running> {
  const { connectionString, dataDirectory } = await openDatabase(config, directory, stopper)
  const connections = connect(connectionString, (error) => {
    // The pool has ended before its last sockets have: what they say then is no news.
    if (!stopper.stopping) log.error({ err: error }, 'a database connection was lost')
  })
  await stopper.onStop('database pool', connections.close)
  await migrate(connections.db)
  const secrets = config.secrets ?? [await keptSecret(directory)]
  const seal = sealingKeys(secrets, 'signing key')
  const signingKeys = await loadSigningKeys(postgresKeyShelf(connections.db), seal)
  const version = await productVersion()
  const container = buildContainer({ config, secrets, log, connections, signingKeys, version })
  if (config.simulator) await startProviders(config, config.simulator.port, stopper)
  if (config.role !== 'api') await startWorking(container, connectionString, log, stopper)
  if (config.role !== 'worker') await startServing(config, container, stopper)
  return { config, dataDirectory }
}

async function openDatabase({ databaseUrl }: Config, directory: string, stopper: Shutdown) {
  if (databaseUrl !== null) return { connectionString: databaseUrl, dataDirectory: null }
  const postgres = await startEmbeddedPostgres({ directory })
  await stopper.onStop('embedded PostgreSQL', postgres.stop)
  return postgres
}

async function startProviders({ publicUrl, kakao }: Config, port: number, stopper: Shutdown): Promise<void> {
  const { clientId = '', clientSecret = '', adminKey = '' } = kakao ?? {}
  const application = {
    appId: '1',
    kakao: { clientId, clientSecret: clientSecret ?? '', adminKey: adminKey ?? '' },
  }
  const simulator = await startSimulator({
    host: '127.0.0.1',
    port,
    publicUrl: publicUrl.origin,
    application,
  })
  await stopper.onStop('simulator', simulator.close)
}

async function startWorking(container: Container, connectionString: string, log: Logger, stopper: Shutdown) {
  const failed = (part: string) => (error: unknown) =>
    log.error({ err: error, part }, 'failed and will be tried again')
  const queue = await postgresEventQueue(connectionString, failed('queue'))
  await stopper.onStop('queue', queue.close)
  const worker = await startWorker({
    queue: { name: queueName, schema: queueSchema, connectionString },
    useCases: container.get('consumers'),
    outbox: container.get('outbox'),
    onError: failed('worker'),
    onParked: (event) =>
      log.error({ event }, 'an event failed too often and is parked: see the table outbox'),
  })
  await stopper.onStop('worker', worker.close)
  const relay = startLoop(relayTo(queue, container), { everyMs: relayEveryMs, onError: failed('relay') })
  await stopper.onStop('relay', relay.stop)
  const listener = listenForEvents(connectionString, { onEvent: relay.wake, onError: failed('listener') })
  await stopper.onStop('listener', listener.close)
  const expiry = startLoop(container.get('expireSignups'), {
    everyMs: expireEveryMs,
    onError: failed('expiry'),
  })
  await stopper.onStop('expiry', expiry.stop)
  const prune = () => container.get('outbox').prune(keptDays)
  const pruning = startLoop(prune, { everyMs: pruneEveryMs, onError: failed('pruning') })
  await stopper.onStop('pruning', pruning.stop)
}

async function startServing({ host, port }: Config, container: Container, stopper: Shutdown): Promise<void> {
  await stopper.onStop('providers', container.get('providers').close)
  const app = await container.get('app')
  await stopper.onStop('api', () => app.close())
  await app.listen({ host, port })
}

async function productVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../../package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
