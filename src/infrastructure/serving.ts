import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { isLoopback } from './loopback.ts'
import type { Container } from './services.ts'
import type { Shutdown } from './shutdown.ts'

/** Opens the HTTP door of an API. */
export async function startServing(
  { host, port }: Config,
  container: Container,
  stopper: Shutdown,
): Promise<void> {
  await stopper.onStop('calls', 'providers', container.get('providers').close)
  await stopper.onStop('calls', 'signup hook', container.get('signupHook').close)
  await stopper.onStop('calls', 'provider notices', container.get('patientNotices').close)
  const app = await container.get('app')
  await stopper.onStop('doors', 'api', () => app.close())
  await app.listen({ host, port })
}

/**
 * A worker works on where its port is taken, for it serves nobody there. On one machine all processes may share an
 * environment: the port that PUBLIC_URL names is an API's, also while that one has not started yet.
 */
export async function startBeingWatched(
  { host, port, publicUrl }: Config,
  container: Container,
  log: Logger,
  stopper: Shutdown,
): Promise<void> {
  if (isLoopback(publicUrl) && Number(publicUrl.port) === port) {
    return log.info(
      { port },
      "PORT is PUBLIC_URL's, and left to an API: no health and metrics of this worker",
    )
  }
  const app = await container.get('watchApp')
  await stopper.onStop('doors', 'health and metrics', () => app.close())
  await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    log.warn({ host, port }, 'PORT is taken: this worker shows neither health nor metrics')
  })
}
