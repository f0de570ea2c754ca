import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { beforeSignupOf } from './config-before-signup.ts'
import { clientsOf } from './config-clients.ts'
import type { ProvidersConfig } from './config-providers.ts'
import { providersOf, simulatorOf } from './config-providers.ts'
import { redisOf } from './config-redis.ts'
import { tracesOf } from './config-traces.ts'
import type { Variables } from './config-variables.ts'
import { variables } from './config-variables.ts'
import { verificationOf } from './config-verification.ts'
import { isLoopback } from './loopback.ts'

/** Everything the service is told by its environment, checked as a whole. */
export type Config = ProvidersConfig & {
  readonly publicUrl: URL
  readonly host: string
  readonly port: number
  readonly role: 'all' | 'api' | 'worker'
  /** `null`: an embedded PostgreSQL. */
  readonly databaseUrl: string | null
  /** `null`: the queue runs on PostgreSQL. */
  readonly redis: ReturnType<typeof redisOf>
  /** `null`: one is made and kept beside the embedded data. The first seals, all open. */
  readonly secrets: readonly [string, ...string[]] | null
  readonly returnToOrigins: readonly string[]
  /** Applications apart from our own pages. */
  readonly clients: ReturnType<typeof clientsOf>
  readonly trustedProxies: readonly string[]
  readonly jwtAudience: string
  readonly signing: {
    readonly algorithm: (typeof signingAlgorithms)[number]
    /** `null`: keys are followed by others by command alone. */
    readonly rotationSeconds: number | null
  }
  readonly accessTokenTtlSeconds: number
  readonly sessionTtlSeconds: number
  /** `null`: a session ends by its age alone. */
  readonly sessionIdleTtlSeconds: number | null
  /** 0: whoever loses the answer to a refresh logs in again. */
  readonly refreshGraceSeconds: number
  readonly signupTtlSeconds: number
  /** `null`: the usual name in the working directory, else the built-in. */
  readonly declarationFile: string | null
  /** Full years below which nobody may sign up; `null`: what the declaration says. */
  readonly minimumAge: number | null
  /** `null`: nobody is reminded of a signup. */
  readonly signupRemindAfterSeconds: number | null
  /** `null`: nobody is asked before a user is made. */
  readonly beforeSignup: ReturnType<typeof beforeSignupOf>
  /** Where identities are verified; `null`: nowhere, and no step `identity` may be declared. */
  readonly verification: { readonly url: string; readonly secret: string } | null
  /** After so many months a marketing consent is asked for again. */
  readonly marketingReconfirmMonths: number
  /** 0: who leaves is erased at once. */
  readonly withdrawalGraceSeconds: number
  /** Days for which consents are kept of who left. */
  readonly evidenceDays: number
  /** What becomes of a user who unlinks us at the provider, or whose account there is gone. */
  readonly onUnlink: 'sign_out' | 'withdraw'
  readonly onAccountDelete: 'sign_out' | 'withdraw'
  /** False only on loopback: load tests. */
  readonly rateLimited: boolean
  /** `null`: nobody traces. */
  readonly traces: ReturnType<typeof tracesOf>
  readonly logLevel: string
}

/** Every wrong or missing variable, told at once. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The environment is not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.name = 'ConfigurationError'
    this.problems = problems
  }
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const signingAlgorithms = ['ES256', 'EdDSA', 'RS256'] as const
const daySeconds = 86_400
const leastSecretBytes = 32
/** An API and a worker on one machine do not get in each other's way; 3001 is the simulator's. */
const defaultPorts = { api: 3000, worker: 3002 }

/** The environment, and under it the file `.env` where there is one. */
export function environment(directory: string): NodeJS.ProcessEnv {
  const file = join(directory, '.env')
  return { ...(existsSync(file) && parseEnv(readFileSync(file, 'utf8'))), ...process.env }
}

/** Checks an environment as a whole. Throws `ConfigurationError` with all that is wrong in it. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const vars = variables(env)
  const databaseUrl = databaseUrlOf(vars)
  const role = roleOf(vars, databaseUrl)
  const port = vars.integer('PORT', role === 'worker' ? defaultPorts.worker : defaultPorts.api, 0, 65_535)
  const publicUrl = publicUrlOf(vars, role === 'worker' ? defaultPorts.api : port)
  const simulator = simulatorOf(vars, publicUrl, databaseUrl)
  const config: Config = {
    publicUrl,
    host: vars.text('HOST') ?? '127.0.0.1',
    port,
    role,
    databaseUrl,
    redis: redisOf(vars),
    secrets: secretsOf(vars, databaseUrl),
    ...providersOf(vars, publicUrl, simulator),
    simulator,
    returnToOrigins: vars.list('RETURN_TO_ORIGINS').map((origin) => originOf(vars, origin)),
    clients: clientsOf(vars),
    trustedProxies: vars.list('TRUSTED_PROXIES').filter((proxy) => isProxy(vars, proxy)),
    jwtAudience: vars.text('JWT_AUDIENCE') ?? publicUrl.origin,
    signing: signingOf(vars),
    accessTokenTtlSeconds: vars.integer('ACCESS_TOKEN_TTL', 600, 1, 86_400),
    sessionTtlSeconds: vars.integer('SESSION_TTL', 1_209_600, 1),
    sessionIdleTtlSeconds: vars.integer('SESSION_IDLE_TTL', 0, 1) || null,
    refreshGraceSeconds: vars.integer('REFRESH_GRACE', 10, 0, 60),
    signupTtlSeconds: vars.integer('SIGNUP_TTL', 604_800, 1),
    declarationFile: vars.text('DAEMUN_CONFIG'),
    minimumAge: vars.text('MINIMUM_AGE') === null ? null : vars.integer('MINIMUM_AGE', 14, 1, 120),
    signupRemindAfterSeconds:
      vars.text('SIGNUP_REMIND_AFTER') === null ? null : vars.integer('SIGNUP_REMIND_AFTER', 86_400, 1),
    beforeSignup: beforeSignupOf(vars),
    verification: verificationOf(vars, simulator),
    marketingReconfirmMonths: vars.integer('MARKETING_RECONFIRM_MONTHS', 24, 1, 120),
    withdrawalGraceSeconds: vars.integer('WITHDRAWAL_GRACE', 0, 0, 31_536_000),
    evidenceDays: vars.integer('CONSENT_EVIDENCE_DAYS', 1_095, 0, 36_500),
    onUnlink: vars.oneOf('ON_PROVIDER_UNLINK', ['sign_out', 'withdraw'], 'sign_out'),
    onAccountDelete: vars.oneOf('ON_PROVIDER_ACCOUNT_DELETE', ['sign_out', 'withdraw'], 'withdraw'),
    rateLimited: rateLimitedOf(vars, publicUrl),
    traces: tracesOf(vars),
    logLevel: vars.oneOf('LOG_LEVEL', logLevels, 'info'),
  }
  if (vars.problems.length > 0) throw new ConfigurationError(vars.problems)
  return config
}

function publicUrlOf(vars: Variables, port: number): URL {
  const url = vars.url('PUBLIC_URL', `http://localhost:${port || defaultPorts.api}`)
  if (url.protocol === 'http:' && !isLoopback(url)) vars.wrong('PUBLIC_URL', 'must be https outside loopback')
  if (url.href !== `${url.origin}/`)
    vars.wrong('PUBLIC_URL', 'must be an origin alone, such as https://login.example.com')
  return url
}

function databaseUrlOf(vars: Variables): string | null {
  const text = vars.text('DATABASE_URL')
  if (text === null) return null
  if (/^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text)) return text
  vars.wrong('DATABASE_URL', 'must be an address such as postgres://user:password@host:5432/daemun')
  return null
}

function roleOf(vars: Variables, databaseUrl: string | null): Config['role'] {
  const role = vars.oneOf('ROLE', ['all', 'api', 'worker'], 'all')
  if (role !== 'all' && databaseUrl === null) {
    vars.wrong(
      'ROLE',
      `${role} needs a DATABASE_URL that both roles share: the embedded PostgreSQL serves one process`,
    )
  }
  return role
}

function secretsOf(vars: Variables, databaseUrl: string | null): Config['secrets'] {
  const [first, ...others] = vars.list('DAEMUN_SECRET')
  if (first === undefined) {
    if (databaseUrl !== null)
      vars.wrong('DAEMUN_SECRET', 'is required with DATABASE_URL. Make one: openssl rand -base64 32')
    return null
  }
  const short = [first, ...others].some((secret) => Buffer.byteLength(secret) < leastSecretBytes)
  if (short) vars.wrong('DAEMUN_SECRET', `must have ${leastSecretBytes} bytes or more in each of its secrets`)
  return [first, ...others]
}

function signingOf(vars: Variables): Config['signing'] {
  const days = vars.integer('SIGNING_KEY_ROTATION_DAYS', 90, 0, 3_650)
  return {
    algorithm: vars.oneOf('SIGNING_ALGORITHM', signingAlgorithms, 'ES256'),
    rotationSeconds: days === 0 ? null : days * daySeconds,
  }
}

function originOf(vars: Variables, text: string): string {
  // An URL parser takes * for a letter, and whoever wrote it would wait in vain for a wildcard to work.
  const good = /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text
  if (!good) vars.wrong('RETURN_TO_ORIGINS', `must list origins such as https://app.example.com, not ${text}`)
  return text
}

function isProxy(vars: Variables, text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const bits = isIP(address) === 6 ? 128 : 32
  const goodPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)
  if (isIP(address) !== 0 && goodPrefix && rest.length === 0) return true
  vars.wrong('TRUSTED_PROXIES', `must list addresses or CIDR ranges such as 10.0.0.0/8, not ${text}`)
  return false
}

function rateLimitedOf(vars: Variables, publicUrl: URL): boolean {
  const off = vars.oneOf('RATE_LIMIT', ['on', 'off'], 'on') === 'off'
  if (off && !isLoopback(publicUrl)) vars.wrong('RATE_LIMIT', 'may be off on loopback only')
  return !off
}
