import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import { opaqueRefreshTokens } from '../../src/adapters/outbound/tokens/refresh-tokens.ts'
import type { NewSession } from '../../src/application/ports/logins.ts'
import type { WaitingEvent } from '../../src/application/ports/outbox.ts'
import type { MintedRefreshToken } from '../../src/application/ports/refresh-tokens.ts'
import type { SealedProfile } from '../../src/application/ports/seals.ts'
import type { Newcomer } from '../../src/application/ports/signups.ts'
import type { ClientId } from '../../src/domain/client.ts'
import type { EventId, EventType } from '../../src/domain/events.ts'
import type { Identity, Subject } from '../../src/domain/identity.ts'
import { planOnboarding } from '../../src/domain/onboarding.ts'
import type { OpenSignup, SentAnswers } from '../../src/domain/pending-signup.ts'
import type { SealedAnswer, SessionPolicy, Successor } from '../../src/domain/session.ts'
import { complete } from '../../src/domain/signup-completion.ts'
import { openSignup } from '../../src/domain/signup-opening.ts'
import type { TermsId } from '../../src/domain/terms.ts'
import type { UserId } from '../../src/domain/user.ts'
import type { WithdrawalPolicy } from '../../src/domain/withdrawal.ts'
import type { Storage } from './storage.ts'

export const ttlSeconds = 3_600
/** Contracts run on a session that is over when nobody used it for half an hour. */
export const sessionPolicy: SessionPolicy = { refreshGraceMs: 10_000, idleTtlMs: 1_800_000 }
/** Who leaves may come back for an hour; of their consents evidence is kept for two days. */
export const withdrawalPolicy: WithdrawalPolicy = { graceSeconds: 3_600, evidenceDays: 2 }
export const sealed = 'a sealed profile' as SealedProfile
export const terms = { id: 'tos' as TermsId, version: '1', hash: 'hash', required: true }
const good: SentAnswers = { profile: { nickname: '길동' }, agreedTerms: ['tos'] }

/** Somebody whom no test has met before. */
export function somebody(): Identity {
  return { provider: 'kakao', subject: `${Math.floor(Math.random() * 2 ** 52) + 1}` as Subject }
}

/** A session about to be, with its first token. */
export function newSession(
  seconds = ttlSeconds,
  clientId: ClientId | null = null,
): NewSession & { readonly first: MintedRefreshToken } {
  const first = opaqueRefreshTokens.start()
  const device = { userAgent: 'a browser', address: '127.0.0.1' }
  return { id: first.sessionId, refreshTokenHash: first.hash, ttlSeconds: seconds, device, clientId, first }
}

/** What a use case decides, as a contract wants it decided. */
export const opening = (newcomer: Newcomer, now: Date) =>
  openSignup(systemIds.signupId(), newcomer, planOnboarding([terms]), ttlSeconds, now)

export const completing =
  (userId: UserId, sent = good) =>
  (signup: OpenSignup, now: Date) =>
    complete(signup, sent, { userId, verifiedEmail: null }, now)

/** What stands in for an answer, told by its name. */
export const successorOf = (
  hash: MintedRefreshToken['hash'],
  answer = `the answer with ${hash}`,
): Successor => ({
  hash,
  address: '127.0.0.2',
  sealedAnswer: answer as SealedAnswer,
})

export const racing = <Outcome>(times: number, run: (racer: number) => Promise<Outcome>) =>
  Promise.all(Array.from({ length: times }, (_, racer) => run(racer)))

export const countOf = <Value>(values: readonly Value[], wanted: Value) =>
  values.filter((value) => value === wanted).length

/** The beginnings that contracts share, made through ports alone. */
export function arranging({ logins, signups, outbox }: Storage) {
  const seen = new Set<EventId>()

  /** The events told since this was asked before. */
  const events = async (): Promise<WaitingEvent[]> => {
    const fresh: WaitingEvent[] = []
    for (let claimed = await outbox.claim(1_000); claimed.length > 0; claimed = await outbox.claim(1_000))
      fresh.push(...claimed.filter(({ id }) => !seen.has(id)))
    for (const { id } of fresh) seen.add(id)
    return fresh
  }

  const types = async (): Promise<EventType[]> => (await events()).map(({ type }) => type).sort()

  /** An identity just shown for the first time, and the event of it. */
  const newcomer = async () => {
    await events()
    const identity = somebody()
    const id = await logins.firstSeen(identity, sealed)
    const [event] = await events()
    if (!event) throw new Error('a first sight told no event')
    return { identity, id, event: event.id }
  }

  /** An identity with an open signup. */
  const pending = async () => {
    const met = await newcomer()
    await signups.open(met.event, opening)
    return met
  }

  /** A user, with the session in which they signed up. */
  const user = async (seconds = ttlSeconds) => {
    const { identity, id } = await pending()
    const [userId, session] = [systemIds.userId(), newSession(seconds)]
    const outcome = await signups.complete(id, session, completing(userId))
    if (outcome.kind !== 'signed_in') throw new Error(`not signed in: ${outcome.kind}`)
    await events()
    return { identity, id, userId, sessionId: session.id, first: session.first }
  }

  return { events, types, newcomer, pending, user }
}
