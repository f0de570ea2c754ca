import { isIP } from 'node:net'
import type { Variables } from './config-variables.ts'
import { isLoopback } from './loopback.ts'

/** Where this process is, which part it has, and whom it believes and limits. */
export type AddressesConfig = {
  readonly publicUrl: URL
  readonly host: string
  readonly port: number
  readonly role: 'all' | 'api' | 'worker'
  /** `null`: an embedded PostgreSQL. */
  readonly databaseUrl: string | null
  readonly returnToOrigins: readonly string[]
  readonly trustedProxies: readonly string[]
  /** False only on loopback: load tests. */
  readonly rateLimited: boolean
}

/** An API and a worker on one machine do not get in each other's way; 3001 is the simulator's. */
const defaultPorts = { api: 3000, worker: 3002 }

export function addressesOf(vars: Variables): AddressesConfig {
  const databaseUrl = databaseUrlOf(vars)
  const role = roleOf(vars, databaseUrl)
  const port = vars.integer('PORT', role === 'worker' ? defaultPorts.worker : defaultPorts.api, 0, 65_535)
  const publicUrl = publicUrlOf(vars, role === 'worker' ? defaultPorts.api : port)
  return {
    publicUrl,
    host: vars.text('HOST') ?? '127.0.0.1',
    port,
    role,
    databaseUrl,
    returnToOrigins: vars.list('RETURN_TO_ORIGINS').map((origin) => originOf(vars, origin)),
    trustedProxies: vars.list('TRUSTED_PROXIES').filter((proxy) => isProxy(vars, proxy)),
    rateLimited: rateLimitedOf(vars, publicUrl),
  }
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

function roleOf(vars: Variables, databaseUrl: string | null): AddressesConfig['role'] {
  const role = vars.oneOf('ROLE', ['all', 'api', 'worker'], 'all')
  if (role !== 'all' && databaseUrl === null) {
    vars.wrong(
      'ROLE',
      `${role} needs a DATABASE_URL that both roles share: the embedded PostgreSQL serves one process`,
    )
  }
  return role
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
