import type { KakaoApplication } from '../kakao/application.ts'
import type { Grants as KakaoGrants } from '../kakao/grants.ts'
import type { Client } from '../oauth/dialect.ts'
import { type Grants, newToken } from '../oauth/grants.ts'
import type { SigningKeys } from '../signing-keys.ts'
import { googleEvents, kakaoEvents } from './events.ts'
import { kakaoUnlink } from './kakao-unlink.ts'
import { type Forgery, forgeries, type Message } from './message.ts'
import { naverUnlink } from './naver-unlink.ts'
import type { Order } from './order.ts'
import { securityEvent } from './security-event.ts'

/** One provider's way with webhooks. */
export type Sender = {
  write(order: Order, now: Date): Promise<Message>
  isLinked(person: string): boolean
  unlink(person: string): void
  /** How often it tries again when nobody took it: after a 5xx, or no answer. */
  retries: number
}

const forgeryOf = ({ fault }: Order): Forgery | undefined => forgeries.find((forgery) => forgery === fault)

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

// Its documents have a slash at the end, its Java sample no scheme.
const spelled = (issuer: string, how: string) => {
  if (how === 'trailing_slash') return `${issuer}/`
  return how === 'without_scheme' ? issuer.replace(/^https?:\/\//, '') : issuer
}

/** Google names a token by its first 16 characters; one that was never given is made up. */
const refreshTokenOf = ({ refreshTokens }: Grants, person: string) => {
  const [token = newToken()] = refreshTokens.keysWhere(({ personId }) => personId === person)
  const naming = { token_identifier_alg: 'prefix', token: token.slice(0, 16) }
  return { subject_type: 'oauth_token', token_type: 'refresh_token', ...naming }
}

type Google = { client: Client; grants: Grants; keys: SigningKeys; issuer: () => string }

export const googleSender = ({ client, grants, keys, issuer }: Google): Sender => ({
  write: async (order, now) => {
    const { person, event, reason } = order
    const iss = spelled(issuer(), order.issuer)
    const transmitter = { issuer: iss, audience: client.clientId, keys }
    const uri = googleEvents.get(event) ?? ''
    const subject = event === 'token-revoked' ? refreshTokenOf(grants, person) : undefined
    const happening = { uri, person, reason, subject, forgery: forgeryOf(order) }
    return securityEvent(transmitter, happening, now)
  },
  isLinked: (person) => grants.agreed.get(person) !== undefined,
  unlink: grants.unlink,
  retries: 2,
})
