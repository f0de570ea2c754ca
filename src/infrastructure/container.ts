import 'reflect-metadata'
import type { Logger } from 'pino'
import { instanceCachingFactory, container as root } from 'tsyringe'
import { httpApp, watchApp } from '../adapters/inbound/http/app.ts'
import type { HttpServices, WatchedServices } from '../adapters/inbound/http/services.ts'
import type { ConsumerUseCases } from '../adapters/inbound/worker/consumers.ts'
import { awaitedEvents } from '../adapters/inbound/worker/consumers.ts'
import type { SharedStore } from '../adapters/outbound/limits/rate-limits.ts'
import { rateLimits } from '../adapters/outbound/limits/rate-limits.ts'
import { eventBacklog } from '../adapters/outbound/postgres/backlog.ts'
import type { Connections } from '../adapters/outbound/postgres/database.ts'
import { postgresLogins } from '../adapters/outbound/postgres/logins.ts'
import { postgresOutbox } from '../adapters/outbound/postgres/outbox.ts'
import { postgresSessions } from '../adapters/outbound/postgres/sessions.ts'
import { postgresSignups } from '../adapters/outbound/postgres/signups.ts'
import { postgresUsers } from '../adapters/outbound/postgres/users.ts'
import { allProviders } from '../adapters/outbound/providers/all.ts'
import { localAttempts } from '../adapters/outbound/system/attempts.ts'
import { systemClock } from '../adapters/outbound/system/clock.ts'
import { systemIds } from '../adapters/outbound/system/ids.ts'
import { builtinTerms } from '../adapters/outbound/terms/builtin-terms.ts'
import { joseAccessTokens } from '../adapters/outbound/tokens/access-tokens.ts'
import type { SigningKeys } from '../adapters/outbound/tokens/keys.ts'
import { opaqueRefreshTokens } from '../adapters/outbound/tokens/refresh-tokens.ts'
import { joseSeals } from '../adapters/outbound/tokens/seals.ts'
import { abandonSignup } from '../application/abandon-signup.ts'
import { beginLogin } from '../application/begin-login.ts'
import { changeProfile } from '../application/change-profile.ts'
import { completeLogin } from '../application/complete-login.ts'
import { completeSignup } from '../application/complete-signup.ts'
import { endSession } from '../application/end-session.ts'
import { expireSignups } from '../application/expire-signups.ts'
import { openPendingSignup } from '../application/open-pending-signup.ts'
import type { AccessTokens } from '../application/ports/access-tokens.ts'
import type { Attempts } from '../application/ports/attempts.ts'
import type { Clock } from '../application/ports/clock.ts'
import type { EventQueue } from '../application/ports/event-queue.ts'
import type { Ids } from '../application/ports/ids.ts'
import type { Logins } from '../application/ports/logins.ts'
import type { Outbox } from '../application/ports/outbox.ts'
import type { RefreshTokens } from '../application/ports/refresh-tokens.ts'
import type { Seals } from '../application/ports/seals.ts'
import type { Sessions } from '../application/ports/sessions.ts'
import type { Signups } from '../application/ports/signups.ts'
import type { TermsCatalog } from '../application/ports/terms-catalog.ts'
import type { Users } from '../application/ports/users.ts'
import { readSignup } from '../application/read-signup.ts'
import { refreshSession } from '../application/refresh-session.ts'
import { relayEvents } from '../application/relay-events.ts'
import { saveSignup } from '../application/save-signup.ts'
import type { EventType } from '../domain/events.ts'
import type { Config } from './config.ts'
import { measureLag } from './measure-lag.ts'
import type { Metrics } from './metrics.ts'
import { openMetrics } from './metrics.ts'
import { observe } from './observe.ts'
import { observePort } from './observe-port.ts'
import { countLogins, observeProviders } from './observe-provider.ts'
import type { Tracing } from './tracing.ts'
import { watchedServices } from './watched-services.ts'

/** What has to be opened, and waited for, before the rest can be built. */
export type Given = {
  readonly config: Config
  readonly secrets: readonly [string, ...string[]]
  readonly log: Logger
  readonly connections: Connections
  readonly signingKeys: SigningKeys
  readonly version: string
  readonly tracing: Tracing
  /** Where processes count calls together; without it each counts its own. */
  readonly sharedCounters?: SharedStore | undefined
}

/** The table of contents of the house. Each is made when it is first asked for: a worker builds no HTTP app. */
export type Services = {
  readonly clock: Clock
  readonly ids: Ids
  readonly attempts: Attempts
  readonly seals: Seals
  readonly refreshTokens: RefreshTokens
  readonly accessTokens: AccessTokens
  readonly terms: TermsCatalog
  readonly providers: ReturnType<typeof allProviders>
  readonly logins: Logins
  readonly signups: Signups
  readonly sessions: Sessions
  readonly users: Users
  readonly outbox: Outbox
  readonly consumers: ConsumerUseCases
  readonly expireSignups: ReturnType<typeof expireSignups>
  readonly metrics: Metrics
  readonly tracing: Tracing
  readonly watched: WatchedServices
  readonly http: HttpServices
  readonly app: ReturnType<typeof httpApp>
  readonly watchApp: ReturnType<typeof watchApp>
}

export type Container = { get<Name extends keyof Services>(name: Name): Services[Name] }

/** Says how each service is made of the others. */
export function buildContainer(given: Given): Container {
  const { config, secrets, log, connections, signingKeys, version, tracing } = given
  const { pool, db } = connections
  const awaited = { has: (type: EventType) => awaitedEvents.has(type), traceparent: tracing.traceparent }
  const tokens = root.createChildContainer()
  const get: Container['get'] = (name) => tokens.resolve(name)
  const make: { [Name in keyof Services]: () => Services[Name] } = {
    clock: () => systemClock,
    ids: () => systemIds,
    attempts: () => localAttempts(get('clock')),
    seals: () => joseSeals(secrets),
    refreshTokens: () => opaqueRefreshTokens,
    accessTokens: () => joseAccessTokens(signingKeys, tokenPolicy(config)),
    terms: () => builtinTerms(),
    providers: () => allProviders({ kakao: config.kakao }),
    logins: () => observePort(tracing, 'logins', postgresLogins(pool, awaited)),
    signups: () => observePort(tracing, 'signups', postgresSignups(db, awaited)),
    sessions: () => observePort(tracing, 'sessions', postgresSessions(db, awaited)),
    users: () => observePort(tracing, 'users', postgresUsers(db)),
    outbox: () => postgresOutbox(db),
    consumers: () => consumerUseCases(get, given),
    expireSignups: () => expireSignups({ signups: get('signups') }),
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

function tokenPolicy({ publicUrl, jwtAudience, accessTokenTtlSeconds, signupTtlSeconds }: Config) {
  return { issuer: publicUrl.origin, audience: jwtAudience, accessTokenTtlSeconds, signupTtlSeconds }
}

function consumerUseCases(get: Container['get'], { config, log, tracing }: Given): ConsumerUseCases {
  const { signupTtlSeconds } = config
  const needs = { signups: get('signups'), terms: get('terms'), ids: get('ids'), signupTtlSeconds }
  const watch = { log, metrics: get('metrics'), tracing }
  return {
    openPendingSignup: observe(
      watch,
      'open-pending-signup',
      openPendingSignup(needs),
      measureLag(watch.metrics),
    ),
  }
}

function httpServices(get: Container['get'], given: Given): HttpServices {
  const { config, log, sharedCounters, tracing } = given
  const metrics = get('metrics')
  const watch = { log, metrics, tracing }
  const providers = observeProviders(watch, get('providers').configured)
  const [signups, sessions, users, terms] = [get('signups'), get('sessions'), get('users'), get('terms')]
  const [clock, ids, seals, logins, attempts] = [
    get('clock'),
    get('ids'),
    get('seals'),
    get('logins'),
    get('attempts'),
  ]
  const [refreshTokens, accessTokens] = [get('refreshTokens'), get('accessTokens')]
  const { sessionTtlSeconds } = config
  const issuing = { refreshTokens, accessTokens, sessionTtlSeconds }
  return {
    ...get('watched'),
    providers,
    beginLogin: observe(watch, 'begin-login', beginLogin({ clock, ids, seals })),
    completeLogin: observe(
      watch,
      'complete-login',
      completeLogin({ clock, seals, attempts, logins, ...issuing }),
      countLogins(metrics, providers),
    ),
    readSignup: observe(watch, 'read-signup', readSignup({ signups, seals })),
    saveSignup: observe(watch, 'save-signup', saveSignup({ signups, seals })),
    completeSignup: observe(watch, 'complete-signup', completeSignup({ signups, seals, ids, ...issuing })),
    abandonSignup: observe(watch, 'abandon-signup', abandonSignup({ signups })),
    refreshSession: observe(
      watch,
      'refresh-session',
      refreshSession({ sessions, refreshTokens, accessTokens }),
    ),
    endSession: observe(watch, 'end-session', endSession({ sessions, refreshTokens })),
    changeProfile: observe(watch, 'change-profile', changeProfile({ users })),
    accessTokens,
    refreshTokens,
    sessions,
    users,
    terms,
    limits: config.rateLimited ? rateLimits(sharedCounters) : null,
  }
}
