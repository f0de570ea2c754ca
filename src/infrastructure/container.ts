import 'reflect-metadata'
import { instanceCachingFactory, container as root } from 'tsyringe'
import { httpApp, watchApp } from '../adapters/inbound/http/app.ts'
import { awaitedEvents } from '../adapters/inbound/worker/consumers.ts'
import { declaredOnboarding, declaredTerms } from '../adapters/outbound/onboarding/catalogs.ts'
import { postgresAuthorizationCodes } from '../adapters/outbound/postgres/authorization-codes.ts'
import { eventBacklog } from '../adapters/outbound/postgres/backlog.ts'
import { postgresConsents } from '../adapters/outbound/postgres/consents.ts'
import type { Database } from '../adapters/outbound/postgres/database.ts'
import { postgresLinks } from '../adapters/outbound/postgres/links.ts'
import { postgresLogins } from '../adapters/outbound/postgres/logins.ts'
import { postgresOutbox } from '../adapters/outbound/postgres/outbox.ts'
import { postgresProviderNotices } from '../adapters/outbound/postgres/provider-notices.ts'
import { resealProviderTokens } from '../adapters/outbound/postgres/provider-tokens.ts'
import { postgresSessions } from '../adapters/outbound/postgres/sessions.ts'
import { postgresSignups } from '../adapters/outbound/postgres/signups.ts'
import { postgresSpentProofs } from '../adapters/outbound/postgres/spent-proofs.ts'
import { postgresUsers } from '../adapters/outbound/postgres/users.ts'
import { postgresWithdrawals } from '../adapters/outbound/postgres/withdrawals.ts'
import { allProviders } from '../adapters/outbound/providers/all.ts'
import { localAttempts } from '../adapters/outbound/system/attempts.ts'
import { systemClock } from '../adapters/outbound/system/clock.ts'
import { systemIds } from '../adapters/outbound/system/ids.ts'
import { joseAccessTokens } from '../adapters/outbound/tokens/access-tokens.ts'
import { opaqueCodeSecrets } from '../adapters/outbound/tokens/code-secrets.ts'
import { tendKeys } from '../adapters/outbound/tokens/key-rotation.ts'
import { opaqueRefreshTokens } from '../adapters/outbound/tokens/refresh-tokens.ts'
import { jweSeals, providerTokenKeys } from '../adapters/outbound/tokens/seals.ts'
import { signedNonces } from '../adapters/outbound/tokens/signed-nonces.ts'
import { endUnredeemedCodes } from '../application/end-unredeemed-codes.ts'
import { expireSignups } from '../application/expire-signups.ts'
import type { EventQueue } from '../application/ports/event-queue.ts'
import { relayEvents } from '../application/relay-events.ts'
import { tellReconfirmDue } from '../application/tell-reconfirm-due.ts'
import type { EventType } from '../domain/events.ts'
import type { Config } from './config.ts'
import { consumerUseCases } from './consumer-use-cases.ts'
import { holdNotices } from './hold-notices.ts'
import { httpServices } from './http-services.ts'
import { kakaoSync, withServiceTerms } from './kakao-sync.ts'
import { keyKeeping } from './key-keeping.ts'
import { withdrawalPolicyOf } from './leaving-policy.ts'
import { openMetrics } from './metrics.ts'
import { observePort } from './observe-port.ts'
import type { Container, Given, Services } from './services.ts'
import { sessionPolicyOf } from './session-policy.ts'
import { openSignupHook } from './signup-hook.ts'
import { watchedServices } from './watched-services.ts'

/** Says how each service is made of the others. */
export function buildContainer(given: Given): Container {
  const { config, secrets, log, connections, signingKeys, version, tracing } = given
  const { pool, db } = connections
  const awaited = { has: (type: EventType) => awaitedEvents.has(type), traceparent: tracing.traceparent }
  const sessionPolicy = sessionPolicyOf(config)
  const tokens = root.createChildContainer()
  const get: Container['get'] = (name) => tokens.resolve(name)
  const make: { [Name in keyof Services]: () => Services[Name] } = {
    clock: () => systemClock,
    ids: () => systemIds,
    attempts: () => localAttempts(get('clock')),
    seals: () => jweSeals(secrets),
    refreshTokens: () => opaqueRefreshTokens,
    accessTokens: () => joseAccessTokens(signingKeys, tokenPolicy(config)),
    onboarding: () => declaredOnboarding(given.declared),
    terms: () => declaredTerms(given.declared),
    signupHook: () => openSignupHook(config, { log, metrics: get('metrics'), tracing }),
    kakaoSync: () => kakaoSync(config.kakao, given.declared),
    providers: () => allProviders(withServiceTerms(config, get('kakaoSync'))),
    logins: () => observePort(tracing, 'logins', postgresLogins(pool, awaited)),
    signups: () => observePort(tracing, 'signups', postgresSignups(db, awaited)),
    sessions: () => observePort(tracing, 'sessions', postgresSessions(db, sessionPolicy, awaited)),
    users: () => observePort(tracing, 'users', postgresUsers(db, sessionPolicy, awaited)),
    codes: () => observePort(tracing, 'codes', postgresAuthorizationCodes(db, awaited)),
    codeSecrets: () => opaqueCodeSecrets,
    nonces: () => signedNonces(secrets),
    spentProofs: () => observePort(tracing, 'spent proofs', postgresSpentProofs(db)),
    withdrawals: () =>
      observePort(tracing, 'withdrawals', postgresWithdrawals(db, withdrawalPolicyOf(config), awaited)),
    providerNotices: () =>
      observePort(
        tracing,
        'provider-notices',
        postgresProviderNotices(db, withdrawalPolicyOf(config), awaited),
      ),
    patientNotices: () => holdNotices(get, log),
    consents: () => observePort(tracing, 'consents', postgresConsents(db, awaited)),
    links: () => observePort(tracing, 'links', postgresLinks(db, sessionPolicy, awaited)),
    tellReconfirmDue: () =>
      tellReconfirmDue({ consents: get('consents'), reconfirmMonths: config.marketingReconfirmMonths }),
    outbox: () => postgresOutbox(db),
    consumers: () => consumerUseCases(get, given),
    resealTokens: () => () => resealTokens(secrets, db),
    tendKeys: () => () => tendKeys(...keyKeeping(config, secrets, db)),
    expireSignups: () => expireSignups({ signups: get('signups') }),
    endUnredeemedCodes: () => endUnredeemedCodes({ codes: get('codes') }),
    http: () => httpServices(get, given),
    tracing: () => tracing,
    metrics: () => openMetrics({ version, role: config.role, backlog: () => eventBacklog(pool), pool }),
    watched: () => watchedServices(db, get('metrics'), tracing),
    app: () => httpApp(get('http'), { ...config, version }, log),
    watchApp: () => watchApp(get('watched'), { ...config, version }, log),
  }
  for (const [name, factory] of Object.entries(make)) {
    tokens.register(name, { useFactory: instanceCachingFactory<unknown>(factory) })
  }
  return { get }
}

/** Carries events to a queue that has been opened. */
export function relayTo(eventQueue: EventQueue, { get }: Container): () => Promise<number> {
  const { handing } = get('tracing')
  return relayEvents({
    outbox: get('outbox'),
    eventQueue: { hand: (events) => handing(events, eventQueue.hand) },
  })
}

async function resealTokens(secrets: Given['secrets'], db: Database): Promise<number> {
  if (secrets.length === 1) return 0
  return (await resealProviderTokens(db, providerTokenKeys(secrets))).resealed
}

function tokenPolicy({ publicUrl, jwtAudience, accessTokenTtlSeconds, signupTtlSeconds }: Config) {
  return { issuer: publicUrl.origin, audience: jwtAudience, accessTokenTtlSeconds, signupTtlSeconds }
}
