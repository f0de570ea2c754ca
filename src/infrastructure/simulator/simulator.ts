import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { browserSessions } from './browser-sessions.ts'
import type { KakaoApplication } from './kakao/application.ts'
import { kakao } from './kakao/kakao.ts'
import { isLoopback } from './loopback.ts'
import { naver } from './naver/naver.ts'
import type { Client } from './oauth/dialect.ts'
import { anyHabits } from './openid/any.ts'
import { googleHabits } from './openid/google.ts'
import { lineHabits } from './openid/line.ts'
import { openIdProvider } from './openid/openid-provider.ts'
import { home } from './pages/home.ts'
import { serveAssets } from './pages/page.ts'
import { readForms } from './parameters.ts'
import { verificationAgency } from './verification.ts'

export type SimulatedApplication = {
  /** Kakao's number of the application: digits only. */
  appId: string
  kakao: Omit<KakaoApplication, 'appId' | 'nativeAppKeys'> & Partial<Pick<KakaoApplication, 'nativeAppKeys'>>
  /** What the service asks the identity-verification agency with. */
  verificationSecret?: string
  /** Absent or `null`: that provider is not played. */
  naver?: Client | null
  google?: Client | null
  line?: Client | null
  /** Who may log people in at the provider that nobody knows by name. */
  openId?: readonly Client[]
}
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
  readForms(server)
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
  const kakaoApplication = { appId: application.appId, nativeAppKeys: [], ...application.kakao }
  await kakao(server, { application: kakaoApplication, sessions, now, issuer: () => url })
  if (application.naver) naver(server, { client: application.naver, sessions, now })
  const openId = { sessions, now, url: () => url }
  if (application.google)
    await openIdProvider(server, { ...openId, habits: googleHabits, clients: [application.google] })
  if (application.line)
    await openIdProvider(server, { ...openId, habits: lineHabits, clients: [application.line] })
  await openIdProvider(server, { ...openId, habits: anyHabits, clients: application.openId ?? [] })
  if (application.verificationSecret)
    verificationAgency(server, { secret: application.verificationSecret, now, url: () => url })
  serveAssets(server)
  home(server, publicUrl)
  await server.listen({ host, port })
  url = addressOf(host, server)
  return { url, close: () => server.close() }
}
