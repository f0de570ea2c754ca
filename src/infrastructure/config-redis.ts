import type { RedisAddress } from '../adapters/outbound/queue/redis-address.ts'
import type { Variables } from './config-variables.ts'

const name = 'REDIS_URL'

const shape =
  /^redis(?<tls>s)?(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<credentials>[^@/]*)@)?(?<hosts>[^@/?#]+)(?<path>\/[^?#]*)?(?:\?(?<query>[^#]*))?$/

const examples = {
  single: 'redis://:password@host:6379/0',
  sentinel: 'redis+sentinel://:password@host1:26379,host2:26379/<master name>/0',
  cluster: 'redis+cluster://:password@host1:6379,host2:6379',
}

type Parts = Partial<Record<'tls' | 'kind' | 'credentials' | 'hosts' | 'path' | 'query', string>>

/**
 * Reads `REDIS_URL`; `null` when it is not set. The schemes are `redis` and, with TLS, `rediss`, each alone or
 * with `+sentinel` or `+cluster`. No message repeats the address: it may hold a password.
 */
export function redisOf(vars: Variables): RedisAddress | null {
  const text = vars.text(name)
  if (text === null) return null
  const parts = partsOf(vars, text)
  const topology = topologyOf(vars, parts)
  const nodes = nodesOf(vars, parts.hosts, topology.kind === 'sentinel' ? 26_379 : 6_379)
  if (topology.kind === 'single' && nodes.length > 1)
    vars.wrong(name, 'names several hosts: write redis+sentinel:// or redis+cluster:// (rediss+... with TLS)')
  return { nodes, tls: parts.tls !== undefined, ...credentialsOf(vars, parts.credentials), topology }
}

function partsOf(vars: Variables, text: string): Parts {
  const parts = shape.exec(text)?.groups
  if (parts) return parts
  const cure = 'In a user name or password write @ : / ? # and % percent-encoded'
  vars.wrong(name, `must be an address such as ${Object.values(examples).join(' or ')}. ${cure}`)
  return {}
}

function topologyOf(vars: Variables, { kind, path = '', query }: Parts): RedisAddress['topology'] {
  const steps = path.split('/').flatMap((step) => decoded(vars, step) || [])
  if (query !== undefined && kind !== 'sentinel') vars.wrong(name, 'takes no parameters after a ?')
  if (kind === 'cluster') {
    if (steps.length > 0) vars.wrong(name, 'of a Cluster ends after the hosts: a Cluster has one database')
    return { kind }
  }
  if (kind !== 'sentinel') {
    if (steps.length > 1) vars.wrong(name, `ends with one database number, such as ${examples.single}`)
    return { kind: 'single', database: databaseOf(vars, steps[0]) }
  }
  const [masterName = '', database, ...rest] = steps
  if (masterName === '' || rest.length > 0)
    vars.wrong(name, `of Sentinels must name their master, such as ${examples.sentinel}`)
  const sentinelPassword = sentinelPasswordOf(vars, query)
  return { kind: 'sentinel', masterName, database: databaseOf(vars, database), sentinelPassword }
}

function databaseOf(vars: Variables, text = '0'): number {
  if (/^\d{1,5}$/.test(text)) return Number(text)
  vars.wrong(name, 'must end with the number of a database, such as /0')
  return 0
}

function sentinelPasswordOf(vars: Variables, query = ''): string | undefined {
  const [, password] = /^sentinel_password=([^&]+)$/.exec(query) ?? []
  if (query !== '' && password === undefined)
    vars.wrong(name, 'of Sentinels takes one parameter: ?sentinel_password=, where they have a password')
  return password && decoded(vars, password)
}

function nodesOf(vars: Variables, hosts: string | undefined, usualPort: number): RedisAddress['nodes'] {
  if (hosts === undefined) return []
  return hosts.split(',').flatMap((node) => {
    const [, host, port = String(usualPort)] =
      /^(\[[\da-f:.]+\]|[a-z\d._-]+)(?::(\d{1,5}))?$/i.exec(node) ?? []
    if (host !== undefined && Number(port) >= 1 && Number(port) <= 65_535)
      return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
    vars.wrong(name, 'must give hosts as host:port with commas in between, an IPv6 address in [ ]')
    return []
  })
}

function credentialsOf(vars: Variables, text = ''): Pick<RedisAddress, 'username' | 'password'> {
  const [, username = '', password = ''] = /^([^:]*):(.*)$/s.exec(text) ?? []
  if (text !== '' && password === '')
    vars.wrong(name, 'has a user name and no password: write user:password@, or :password@ without a user')
  return {
    username: decoded(vars, username) || undefined,
    password: decoded(vars, password) || undefined,
  }
}

function decoded(vars: Variables, text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    vars.wrong(name, 'has a % that begins no percent-encoding: write it as %25')
    return ''
  }
}
