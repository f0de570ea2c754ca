import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { startLoop } from '../adapters/inbound/worker/loops.ts'
import { wordingsOf } from '../adapters/outbound/onboarding/catalogs.ts'
import { connect } from '../adapters/outbound/postgres/database.ts'
import { keepDocuments } from '../adapters/outbound/postgres/terms-documents.ts'
import { redisCounters } from '../adapters/outbound/queue/redis-counters.ts'
import { prepareKeys } from '../adapters/outbound/tokens/key-rotation.ts'
import type { SigningKeys } from '../adapters/outbound/tokens/keys.ts'
import { openSigningKeys } from '../adapters/outbound/tokens/keys.ts'
import type { Config } from './config.ts'
import { ConfigurationError } from './config.ts'
import { buildContainer } from './container.ts'
import type { LiveDeclaration } from './declaration/live.ts'
import { openDeclaration } from './declaration/live.ts'
import { keyKeeping } from './key-keeping.ts'
import { openDatabase } from './open-database.ts'
import { openTracing } from './open-tracing.ts'
import { requireGoodRedis } from './queue-ends.ts'
import { prepareSchema } from './schema.ts'
import { keptSecret } from './secret-file.ts'
import { seldom } from './seldom.ts'
import { startBeingWatched, startServing } from './serving.ts'
import type { Shutdown } from './shutdown.ts'
import { simulatedApplication } from './simulated-application.ts'
import { startSimulator } from './simulator/simulator.ts'
import { startWorking } from './working.ts'

/** Milliseconds between two looks at the signing keys. */
const keysEveryMs = 60_000

export type Running = { readonly config: Config; readonly dataDirectory: string | null }

/** Starts everything the role asks for, in order; `stopper` learns how to stop each part in reverse. */
export async function start(
  config: Config,
  directory: string,
  log: Logger,
  stopper: Shutdown,
): Promise<Running> {
  const declaration = await openDeclaration(config, process.cwd(), log)
  if (!config.verification && declaration.current().plan.steps.includes('identity'))
    throw new ConfigurationError(['IDENTITY_VERIFICATION_URL is required: the step identity is declared.'])
  if (config.redis) await requireGoodRedis(config.redis, log)
  const { connectionString, dataDirectory } = await openDatabase(config, directory, stopper)
  const lost = (error: unknown, leftOut: number) => {
    // The pool has ended before its last sockets have: what they say then is no news.
    if (!stopper.stopping) log.error({ err: error, left_out: leftOut }, 'a database connection was lost')
  }
  const connections = connect(connectionString, seldom(lost))
  await stopper.onStop('connections', 'database pool', connections.close)
  await prepareSchema(config, connectionString, connections.db)
  const secrets = config.secrets ?? [await keptSecret(directory)]
  const [shelf, seal, rotation] = keyKeeping(config, secrets, connections.db)
  await prepareKeys(shelf, seal, rotation)
  const signingKeys = await openSigningKeys(shelf, seal)
  const version = await productVersion()
  const sharedCounters = await openCounters(config, log, stopper)
  const tracing = await startTracing(config, version, log, stopper)
  const declared = declaration.current
  const given = { config, secrets, log, connections, signingKeys, version, sharedCounters, tracing, declared }
  const container = buildContainer(given)
  const keepWording = () => keepDocuments(connections.db, wordingsOf(declaration.current()))
  await keepWording()
  await reloadOnHangup(declaration, keepWording, log, stopper)
  if (config.simulator) await startProviders(config, config.simulator.port, stopper)
  if (config.role !== 'api') await startWorking(config, container, connectionString, log, stopper)
  if (config.role === 'worker') await startBeingWatched(config, container, log, stopper)
  else await startServing(config, container, stopper)
  await keepLookingAtKeys(signingKeys, log, stopper)
  return { config, dataDirectory }
}

/** SIGHUP reads the declaration again, as it does for other services. */
async function reloadOnHangup(
  { reload }: LiveDeclaration,
  keepWording: () => Promise<void>,
  log: Logger,
  stopper: Shutdown,
): Promise<void> {
  const onHangup = () =>
    void reload()
      .then(keepWording)
      .catch((error: unknown) => log.error({ err: error }, 'the wording of the terms could not be kept'))
  process.on('SIGHUP', onHangup)
  await stopper.onStop('doors', 'declaration', async () => void process.off('SIGHUP', onHangup))
}

/** Without them, and whenever they do not answer, each process counts calls by itself. */
async function openCounters({ redis, role, rateLimited }: Config, log: Logger, stopper: Shutdown) {
  if (!redis || !rateLimited || role === 'worker') return undefined
  const lost = (error: unknown, leftOut: number) => {
    if (!stopper.stopping) log.warn({ err: error, left_out: leftOut }, 'the shared limits cannot be counted')
  }
  const counters = redisCounters(redis, seldom(lost))
  await stopper.onStop('connections', 'counters', async () => counters.disconnect())
  return counters
}

async function startTracing({ traces, role }: Config, version: string, log: Logger, stopper: Shutdown) {
  const lost = (error: unknown, leftOut: number) =>
    log.warn({ err: error, left_out: leftOut }, 'traces could not be sent and are dropped')
  const tracing = await openTracing(traces, { version, role }, seldom(lost))
  await stopper.onStop('connections', 'traces', tracing.close)
  return tracing
}

async function startProviders(config: Config, port: number, stopper: Shutdown): Promise<void> {
  const simulator = await startSimulator({
    host: '127.0.0.1',
    port,
    publicUrl: config.publicUrl.origin,
    application: simulatedApplication(config),
  })
  await stopper.onStop('calls', 'simulator', simulator.close)
}

/** Another process may have made the next key. Much sooner than a new key signs, everybody has seen it. */
async function keepLookingAtKeys(keys: SigningKeys, log: Logger, stopper: Shutdown): Promise<void> {
  const lost = (error: unknown, leftOut: number) =>
    log.error({ err: error, left_out: leftOut }, 'the signing keys could not be read again')
  const look = async () => {
    await keys.reread()
    return 0
  }
  const loop = startLoop(look, { everyMs: keysEveryMs, onError: seldom(lost) })
  await stopper.onStop('calls', 'signing keys', loop.stop)
}

async function productVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../../package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
