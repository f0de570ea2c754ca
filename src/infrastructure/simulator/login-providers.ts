import type { FastifyInstance } from 'fastify'
import type { BrowserSessions } from './browser-sessions.ts'
import { kakao } from './kakao/kakao.ts'
import { naver } from './naver/naver.ts'
import { anyHabits } from './openid/any.ts'
import { googleAtItsAddresses, googleHabits } from './openid/google.ts'
import { lineHabits } from './openid/line.ts'
import { openIdProvider } from './openid/openid-provider.ts'
import type { SimulatedApplication } from './simulated-application.ts'
import { type Farewell, farewellsOf } from './webhooks/farewells.ts'
import type { Order, Provider } from './webhooks/order.ts'
import { googleSender, kakaoSender, naverSender, type Sender } from './webhooks/senders.ts'

type Needs = {
  sessions: BrowserSessions
  now: () => Date
  url: () => string
  /** Sends what nobody ordered. */
  tell: (orders: readonly Order[]) => void
}

/** Every provider that the application is registered at, and how those speak that tell things by themselves. */
export const loginProviders = async (
  server: FastifyInstance,
  { appId, kakao: registered, naver: naverClient, google, line, openId = [] }: SimulatedApplication,
  needs: Needs,
): Promise<ReadonlyMap<Provider, Sender>> => {
  const senders = new Map<Provider, Sender>()
  const { sessions, now, url: issuer } = needs
  const application = { appId, nativeAppKeys: [], ...registered }
  const onGone = (person: string, why: Farewell) => needs.tell(farewellsOf('kakao', person, why))
  const spoken = await kakao(server, { application, sessions, now, issuer, onGone })
  if (application.clientId !== '') senders.set('kakao', kakaoSender({ application, issuer, ...spoken }))
  if (naverClient)
    senders.set('naver', naverSender(naverClient, naver(server, { client: naverClient, sessions, now })))
  if (google) {
    const habits = google.usesItsAddresses ? googleAtItsAddresses : googleHabits
    const provider = await openIdProvider(server, { ...needs, habits, clients: [google] })
    senders.set('google', googleSender({ client: google, ...provider }))
  }
  if (line) await openIdProvider(server, { ...needs, habits: lineHabits, clients: [line] })
  await openIdProvider(server, { ...needs, habits: anyHabits, clients: openId })
  return senders
}
