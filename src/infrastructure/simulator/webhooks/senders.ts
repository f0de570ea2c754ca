import type { KakaoApplication } from '../kakao/application.ts'
import type { Grants as KakaoGrants } from '../kakao/grants.ts'
import type { Client } from '../oauth/dialect.ts'
import type { Grants } from '../oauth/grants.ts'
import type { SigningKeys } from '../signing-keys.ts'
import { googleEvents, kakaoEvents } from './events.ts'
import { kakaoUnlink } from './kakao-unlink.ts'
import type { Forgery, Message } from './message.ts'
import { naverUnlink } from './naver-unlink.ts'
import type { Order } from './order.ts'
import { securityEvent } from './security-event.ts'

/** One provider's way with webhooks. */
export type Sender = {
  write(order: Order, now: Date): Promise<Message>
  isLinked(person: string): boolean
  unlink(person: string): void
  /** How often it tries again after a 5xx. */
  retries: number
}

const forgeryOf = ({ fault }: Order): Forgery | undefined =>
  fault === 'wrong_key' || fault === 'bad_signature' || fault === 'old_timestamp' ? fault : undefined

type Kakao = { application: KakaoApplication; grants: KakaoGrants; keys: SigningKeys; issuer: () => string }

export const kakaoSender = ({ application, grants, keys, issuer }: Kakao): Sender => ({
  write: async (order, now) => {
    const forgery = forgeryOf(order)
    const { person, event, reason, referrer_type: referrerType } = order
    const method = order.method === 'GET' ? 'GET' : 'POST'
    if (event === 'unlink') return kakaoUnlink(application, { person, method, referrerType, forgery })
    const transmitter = { issuer: issuer(), audience: application.clientId, keys, appId: application.appId }
    return securityEvent(transmitter, { uri: kakaoEvents.get(event) ?? '', person, reason, forgery }, now)
  },
  isLinked: (person) => grants.links.get(person) !== undefined,
  unlink: grants.unlink,
  retries: 0,
})

export const naverSender = (client: Client, grants: Grants): Sender => ({
  write: async (order, now) => {
    const placement = order.placement === 'body' ? 'body' : 'query'
    return naverUnlink(client, { person: order.person, placement, forgery: forgeryOf(order) }, now)
  },
  isLinked: (person) => grants.agreed.get(person) !== undefined,
  unlink: grants.unlink,
  retries: 0,
})

type Google = { client: Client; grants: Grants; keys: SigningKeys; issuer: () => string }

export const googleSender = ({ client, grants, keys, issuer }: Google): Sender => ({
  write: async (order, now) => {
    const { person, event, reason } = order
    const slash = order.issuer === 'trailing_slash' ? '/' : ''
    const transmitter = { issuer: `${issuer()}${slash}`, audience: client.clientId, keys }
    const happening = { uri: googleEvents.get(event) ?? '', person, reason, forgery: forgeryOf(order) }
    return securityEvent(transmitter, happening, now)
  },
  isLinked: (person) => grants.agreed.get(person) !== undefined,
  unlink: grants.unlink,
  retries: 2,
})
