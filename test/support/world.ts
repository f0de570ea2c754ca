import { consume } from '../../src/adapters/inbound/worker/consume.ts'
import { awaitedEvents } from '../../src/adapters/inbound/worker/consumers.ts'
import { memoryAuthorizationCodes } from '../../src/adapters/outbound/memory/authorization-codes.ts'
import { memoryEventQueue } from '../../src/adapters/outbound/memory/event-queue.ts'
import { memoryLinks } from '../../src/adapters/outbound/memory/links.ts'
import { memoryLogins } from '../../src/adapters/outbound/memory/logins.ts'
import { memoryOutbox } from '../../src/adapters/outbound/memory/outbox.ts'
import { memoryProviderNotices } from '../../src/adapters/outbound/memory/provider-notices.ts'
import type { Person } from '../../src/adapters/outbound/memory/providers.ts'
import { scriptedProvider } from '../../src/adapters/outbound/memory/providers.ts'
import { memorySessions } from '../../src/adapters/outbound/memory/sessions.ts'
import { scriptedSignupHook } from '../../src/adapters/outbound/memory/signup-hook.ts'
import { memorySignups } from '../../src/adapters/outbound/memory/signups.ts'
import { memoryStore } from '../../src/adapters/outbound/memory/store.ts'
import { memoryUsers } from '../../src/adapters/outbound/memory/users.ts'
import { memoryWithdrawals } from '../../src/adapters/outbound/memory/withdrawals.ts'
import { declaredOnboarding, declaredTerms } from '../../src/adapters/outbound/onboarding/catalogs.ts'
import { builtinDeclaration } from '../../src/adapters/outbound/onboarding/declaration.ts'
import { localAttempts } from '../../src/adapters/outbound/system/attempts.ts'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import { joseAccessTokens } from '../../src/adapters/outbound/tokens/access-tokens.ts'
import { tokenAnswerSeals } from '../../src/adapters/outbound/tokens/answer-seals.ts'
import { opaqueCodeSecrets } from '../../src/adapters/outbound/tokens/code-secrets.ts'
import { opaqueRefreshTokens } from '../../src/adapters/outbound/tokens/refresh-tokens.ts'
import { jweSeals } from '../../src/adapters/outbound/tokens/seals.ts'
import { abandonSignup } from '../../src/application/abandon-signup.ts'
import { beginLogin } from '../../src/application/begin-login.ts'
import { changeProfile } from '../../src/application/change-profile.ts'
import type { LoginOutcome } from '../../src/application/complete-login.ts'
import { completeLogin } from '../../src/application/complete-login.ts'
import { completeSignup } from '../../src/application/complete-signup.ts'
import { endSession } from '../../src/application/end-session.ts'
import { expireSignups } from '../../src/application/expire-signups.ts'
import { openPendingSignup } from '../../src/application/open-pending-signup.ts'
import { readSignup } from '../../src/application/read-signup.ts'
import { refreshSession } from '../../src/application/refresh-session.ts'
import { relayEvents } from '../../src/application/relay-events.ts'
import { saveSignup } from '../../src/application/save-signup.ts'
import type { EventId, EventType } from '../../src/domain/events.ts'
import type { IdentityId } from '../../src/domain/identity.ts'
import type { ReturnedParameters } from '../../src/domain/login.ts'
import type { SentAnswers } from '../../src/domain/pending-signup.ts'
import type { ReturnTo } from '../../src/domain/return-to.ts'
import type { Device } from '../../src/domain/session.ts'
import { idleUseCases } from './idle-use-cases.ts'
import { newSigningKeys, secrets } from './signing-keys.ts'
import { turnedClock } from './turned-clock.ts'

/** Who may come: one who tells everything, one without an e-mail, one who tells nothing. */
const people = {
  gildong: {
    subject: '1000000001',
    nickname: '길동',
    email: 'gildong@example.com',
    imageUrl: 'https://img.example/1.jpg',
  },
  chunhyang: { subject: '1000000002', nickname: '춘향' },
  mongryong: { subject: '1000000003' },
} satisfies Record<string, Person>

export type Name = keyof typeof people

/** As by default, but for sessions that lie idle. */
const withdrawalPolicy = { graceSeconds: 0, evidenceDays: 1 }
const sessionPolicy = { refreshGraceMs: 10_000, idleTtlMs: null }

export const device = { userAgent: 'a browser', address: '127.0.0.1' }

/** All that a newcomer must answer. */
export const goodAnswers: SentAnswers = {
  profile: { nickname: '활빈당' },
  agreedTerms: ['terms-of-service', 'privacy'],
}

const signingKeys = newSigningKeys()

export type World = Awaited<ReturnType<typeof openWorld>>

/** A whole service on memory, from the seals to the queue, with a clock that you turn. */
export async function openWorld({ signupTtlSeconds = 604_800, sessionTtlSeconds = 1_209_600 } = {}) {
  const rooms = await furnish(signupTtlSeconds)
  const useCases = open(rooms, { signupTtlSeconds, sessionTtlSeconds })
  const worker = employ(rooms, useCases)
  const visitors = welcome(rooms, useCases, worker)
  /** Every event told so far, oldest first. */
  const told = (): EventType[] => [...rooms.store.outbox.values()].map(({ event }) => event.type)
  return { ...rooms, ...useCases, ...worker, ...visitors, told }
}

async function furnish(signupTtlSeconds: number) {
  const [clock, store, provider] = [turnedClock(), memoryStore(), scriptedProvider(people)]
  const policy = { issuer: 'http://localhost:3000', audience: 'http://localhost:3000' }
  const ttls = { accessTokenTtlSeconds: 600, signupTtlSeconds }
  return {
    clock,
    store,
    provider,
    providers: { kakao: provider },
    signupHook: scriptedSignupHook(),
    attempts: localAttempts(clock),
    seals: jweSeals(secrets),
    accessTokens: joseAccessTokens(await signingKeys, { ...policy, ...ttls }),
    refreshTokens: opaqueRefreshTokens,
    ids: systemIds,
    onboarding: declaredOnboarding(() => builtinDeclaration),
    terms: declaredTerms(() => builtinDeclaration),
    links: memoryLinks(store, clock, sessionPolicy, awaitedEvents),
    logins: memoryLogins(store, clock, awaitedEvents),
    signups: memorySignups(store, clock, awaitedEvents),
    sessions: memorySessions(store, clock, sessionPolicy, awaitedEvents),
    users: memoryUsers(store, clock, sessionPolicy, awaitedEvents),
    codes: memoryAuthorizationCodes(store, clock, awaitedEvents),
    codeSecrets: opaqueCodeSecrets,
    withdrawals: memoryWithdrawals(store, clock, withdrawalPolicy, awaitedEvents),
    notices: memoryProviderNotices(store, clock, withdrawalPolicy, awaitedEvents),
    outbox: memoryOutbox(store, clock),
  }
}

type Rooms = Awaited<ReturnType<typeof furnish>>

function open(rooms: Rooms, ttls: { signupTtlSeconds: number; sessionTtlSeconds: number }) {
  const refresh = refreshSession({ ...rooms, answerSeals: tokenAnswerSeals(), sessionPolicy })
  const complete = completeSignup({ ...rooms, ...ttls })
  return {
    beginLogin: beginLogin(rooms),
    completeLogin: completeLogin({ ...rooms, ...ttls }),
    openPendingSignup: openPendingSignup({ ...rooms, ...ttls }),
    readSignup: readSignup(rooms),
    saveSignup: saveSignup(rooms),
    completeSignup: (identity: IdentityId, sent: SentAnswers, from: Device) =>
      complete(identity, sent, from, null),
    abandonSignup: abandonSignup(rooms),
    expireSignups: expireSignups(rooms),
    refreshSession: (token: string) => refresh(token, device.address),
    endSession: endSession(rooms),
    changeProfile: changeProfile(rooms),
  }
}

type UseCases = ReturnType<typeof open>

function employ({ outbox }: Rooms, { openPendingSignup }: UseCases) {
  const parked: EventId[] = []
  let poison: Error | undefined
  const opening = async (event: EventId) => {
    if (poison) throw poison
    return openPendingSignup(event)
  }
  const eventQueue = memoryEventQueue(
    consume({
      useCases: { ...idleUseCases, openPendingSignup: opening },
      outbox,
      onError: (error) => {
        throw error
      },
      onParked: ({ id }) => parked.push(id),
    }),
  )
  const relayEventsOnce = relayEvents({ outbox, eventQueue })
  return {
    eventQueue,
    parked,
    relayEvents: relayEventsOnce,
    /** From now on every consumer fails with this error, until `undefined` heals them. */
    poison: (error: Error | undefined) => {
      poison = error
    },
    /** Relays and consumes until nothing moves any more. */
    async work(): Promise<void> {
      while ((await relayEventsOnce()) + (await eventQueue.consume()) > 0);
    },
  }
}

type Worker = ReturnType<typeof employ>

function welcome({ provider, accessTokens }: Rooms, useCases: UseCases, { work }: Worker) {
  const begin = (returnTo: string | null = null) =>
    useCases.beginLogin(provider, { returnTo: returnTo as ReturnTo | null, client: null })

  /** The browser comes back with what is given, else with the right state and nothing more. */
  const comeBack = (begun: { attempt: string; state: string }, changes: Partial<ReturnedParameters>) => {
    const nothing = { code: undefined, error: undefined, iss: undefined }
    const returned = { provider: provider.name, state: begun.state, ...nothing, ...changes }
    return useCases.completeLogin(provider, begun.attempt, returned, device)
  }

  const login = async (name: Name, returnTo: string | null = null) =>
    comeBack(await begin(returnTo), { code: provider.codeOf(name) })

  /** Whose signup a login asks for. */
  const newcomerOf = async (outcome: LoginOutcome): Promise<IdentityId> => {
    if (outcome.kind !== 'signup_required') throw new Error(`not a newcomer, but ${outcome.kind}`)
    const grant = await accessTokens.verifySignup(outcome.signupToken)
    if (grant.kind !== 'valid') throw new Error(`the signup token is no good: ${grant.kind}`)
    return grant.identityId
  }

  /** A login for the first time, up to the open signup. */
  const meet = async (name: Name): Promise<IdentityId> => {
    const identity = await newcomerOf(await login(name))
    await work()
    return identity
  }

  /** The whole way to being a user. */
  const signUp = async (name: Name, answers = goodAnswers) => {
    const outcome = await useCases.completeSignup(await meet(name), answers, device)
    if (outcome.kind !== 'signed_in') throw new Error(`${name} could not sign up: ${outcome.kind}`)
    return outcome
  }

  return { begin, comeBack, login, newcomerOf, meet, signUp }
}
