import { randomUUID } from 'node:crypto'
import { newSigningKeys, type SigningKeys } from '../signing-keys.ts'
import { type Forgery, type Message, spoiled } from './message.ts'

/** Who speaks: an issuer as it spells itself, to one client, by its keys. */
export type Transmitter = { issuer: string; audience: string; keys: SigningKeys; appId?: string }
type Happening = {
  uri: string
  person: string
  reason: string | undefined
  forgery: Forgery | undefined
  /** Where it is not the person that is spoken of. */
  subject?: object | undefined
}

const MONTH_SECONDS = 30 * 86_400

const eventOf = ({ issuer }: Transmitter, { uri, person, reason, subject }: Happening) =>
  uri.endsWith('/verification')
    ? { state: randomUUID() }
    : {
        subject: subject ?? { subject_type: 'iss-sub', iss: issuer, sub: person },
        ...(reason && { reason }),
      }

const claimsOf = (transmitter: Transmitter, happening: Happening, now: Date) => {
  const { issuer, audience, appId } = transmitter
  const age = happening.forgery === 'old_timestamp' ? MONTH_SECONDS : 0
  const iat = Math.floor(now.getTime() / 1_000) - age
  return {
    iss: happening.forgery === 'wrong_issuer' ? 'https://issuer.example.com' : issuer,
    aud: happening.forgery === 'wrong_audience' ? 'another-application' : audience,
    iat,
    jti: randomUUID(),
    // Kakao alone tells these outside of the event too, and spells the last one like this.
    ...(appId !== undefined && { sub: happening.person, toe: iat, txm: randomUUID(), app_id: appId }),
    events: { [happening.uri]: eventOf(transmitter, happening) },
  }
}

const withSpoiledSignature = (token: string) => {
  const end = token.lastIndexOf('.') + 1
  return `${token.slice(0, end)}${spoiled(token.slice(end))}`
}

/** A security event token (RFC 8417), pushed (RFC 8935). `wrong_key` is one that is not published. */
export const securityEvent = async (
  transmitter: Transmitter,
  happening: Happening,
  now: Date,
): Promise<Message> => {
  const keys = happening.forgery === 'wrong_key' ? await newSigningKeys() : transmitter.keys
  const token = await keys.signEvent(claimsOf(transmitter, happening, now))
  return {
    webhook: 'events',
    method: 'POST',
    headers: { 'content-type': 'application/secevent+jwt' },
    body: happening.forgery === 'bad_signature' ? withSpoiledSignature(token) : token,
  }
}
