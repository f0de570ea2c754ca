import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { browserSessions } from './browser-sessions.ts'
import { loginProviders } from './login-providers.ts'
import { isLoopback } from './loopback.ts'
import { home } from './pages/home.ts'
import { serveAssets } from './pages/page.ts'
import { readBodies } from './parameters.ts'
import type { SimulatedApplication } from './simulated-application.ts'
import { verificationAgency } from './verification.ts'
import { connected } from './webhooks/connected.ts'
import type { Order } from './webhooks/order.ts'
import { postOffice } from './webhooks/post-office.ts'
import { webhooks } from './webhooks/webhooks.ts'

export type Simulator = { url: string; close(): Promise<void> }

const refuseStrangers = (publicUrl: string, appId: string) => {
  if (!isLoopback(publicUrl))
    throw new Error(
      `The simulator lets anybody in as anyone, so it refuses a public URL off loopback: ${publicUrl}`,
    )
  if (!/^[1-9][0-9]{0,18}$/.test(appId)) throw new Error(`Not the number of an application: ${appId}`)
}

const addressOf = (host: string, server: FastifyInstance) => {
  const { port } = server.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

const newServer = () => {
  // A HEAD must not log anyone in, and close must not wait for clients that keep their connection.
  const server = Fastify({ logger: false, exposeHeadRoutes: false, forceCloseConnections: true })
  readBodies(server)
  server.setNotFoundHandler(({ method, url }, reply) => {
    const error_description = `${method} ${url.split('?', 1)} is not simulated`
    return reply.code(404).send({ error: 'not_found', error_description })
  })
  return server
}

/**
 * Starts a stand-in for the login providers, for development and tests. `url` is at once Kakao's authorization
 * server, API and issuer. State is in memory and gone with `close`.
 *
 * Throws when `publicUrl` (of the service that logs people in) is not on loopback, and passes on the error of
 * listening, such as EADDRINUSE.
 */
export async function startSimulator(options: {
  host: string
  port: number
  publicUrl: string
  application: SimulatedApplication
  now?: () => Date
}): Promise<Simulator> {
  const { host, port, publicUrl, application, now = () => new Date() } = options
  refuseStrangers(publicUrl, application.appId)
  const server = newServer()
  let url = ''
  const sessions = browserSessions(now)
  const tell = (orders: readonly Order[]) => void Promise.all(orders.map((order) => office.send(order)))
  const senders = await loginProviders(server, application, { sessions, now, url: () => url, tell })
  if (application.verificationSecret)
    verificationAgency(server, { secret: application.verificationSecret, now, url: () => url })
  serveAssets(server)
  home(server, publicUrl)
  const office = postOffice(publicUrl, senders, now)
  webhooks(server, office)
  connected(server, { office, sessions, publicUrl })
  await server.listen({ host, port })
  url = addressOf(host, server)
  return { url, close: () => server.close() }
}
