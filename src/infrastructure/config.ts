import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { AddressesConfig } from './config-addresses.ts'
import { addressesOf } from './config-addresses.ts'
import { clientsOf } from './config-clients.ts'
import type { LeavingConfig } from './config-leaving.ts'
import { leavingOf } from './config-leaving.ts'
import type { ProvidersConfig } from './config-providers.ts'
import { providersOf, simulatorOf } from './config-providers.ts'
import { redisOf } from './config-redis.ts'
import type { SignupsConfig } from './config-signups.ts'
import { signupsOf } from './config-signups.ts'
import type { TokensConfig } from './config-tokens.ts'
import { tokensOf } from './config-tokens.ts'
import { tracesOf } from './config-traces.ts'
import type { Variables } from './config-variables.ts'
import { variables } from './config-variables.ts'

/** Everything the service is told by its environment, checked as a whole. */
export type Config = AddressesConfig &
  ProvidersConfig &
  TokensConfig &
  SignupsConfig &
  LeavingConfig & {
    /** `null`: the queue runs on PostgreSQL. */
    readonly redis: ReturnType<typeof redisOf>
    /** `null`: one is made and kept beside the embedded data. The first seals, all open. */
    readonly secrets: readonly [string, ...string[]] | null
    /** Applications apart from our own pages. */
    readonly clients: ReturnType<typeof clientsOf>
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
const leastSecretBytes = 32

/** The environment, and under it the file `.env` where there is one. */
export function environment(directory: string): NodeJS.ProcessEnv {
  const file = join(directory, '.env')
  return { ...(existsSync(file) && parseEnv(readFileSync(file, 'utf8'))), ...process.env }
}

/** Checks an environment as a whole. Throws `ConfigurationError` with all that is wrong in it. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const vars = variables(env)
  const addresses = addressesOf(vars)
  const { publicUrl, databaseUrl } = addresses
  const simulator = simulatorOf(vars, publicUrl, databaseUrl)
  const config: Config = {
    ...addresses,
    redis: redisOf(vars),
    secrets: secretsOf(vars, databaseUrl),
    ...providersOf(vars, publicUrl, simulator),
    simulator,
    clients: clientsOf(vars),
    ...tokensOf(vars, publicUrl),
    ...signupsOf(vars, simulator),
    ...leavingOf(vars),
    traces: tracesOf(vars),
    logLevel: vars.oneOf('LOG_LEVEL', logLevels, 'info'),
  }
  if (vars.problems.length > 0) throw new ConfigurationError(vars.problems)
  return config
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
