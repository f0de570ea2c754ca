import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../src/infrastructure/config.ts'
import { imageEnvironment, knownVariables, pathOf, textOf } from './repository.ts'

type Service = {
  readonly image: string
  readonly command?: readonly string[]
  readonly environment?: Record<string, string>
  readonly volumes?: readonly string[]
  readonly networks: readonly string[]
  readonly ports?: readonly string[]
  readonly deploy?: { readonly replicas: number }
  readonly configs?: readonly { readonly source: string }[]
  readonly depends_on?: Record<string, { readonly condition: string }>
}
type Compose = {
  readonly services: Record<string, Service>
  readonly configs: Record<string, { readonly content: string }>
  readonly networks: Record<string, unknown>
  readonly volumes: Record<string, unknown>
}

const sample: Record<string, string> = {
  PUBLIC_URL: 'https://login.example.com',
  DAEMUN_SECRET: 'a-secret-for-tests-alone-of-enough-bytes',
  KAKAO_CLIENT_ID: 'rest-api-key',
  POSTGRES_PASSWORD: 'postgres-password',
  OWNER_PASSWORD: 'owner-password',
  API_PASSWORD: 'api-password',
  WORKER_PASSWORD: 'worker-password',
  REDIS_PASSWORD: 'redis-password',
}

const text = textOf('docker-compose.yml')
const compose: Compose = interpolated(parse(text, { merge: true }))
const { services } = compose
const ours = Object.entries(services).filter(([, { image }]) => image === 'daemun')

describe('the compose file', () => {
  it('starts two APIs behind a proxy and two workers once the schema is migrated', () => {
    const replicas = ours.map(([name, { deploy }]) => [name, deploy?.replicas ?? 1])
    expect(Object.fromEntries(replicas)).toEqual({ migrate: 1, api: 2, worker: 2 })
    const migrated = { condition: 'service_completed_successfully' }
    expect([services.api?.depends_on?.migrate, services.worker?.depends_on?.migrate]).toEqual([
      migrated,
      migrated,
    ])
    expect(services.migrate?.depends_on?.postgres).toEqual({ condition: 'service_healthy' })
    expect(existsSync(pathOf(services.migrate?.command?.[0] ?? ''))).toBe(true)
  })

  it('gives each process settings that it knows and can start with', () => {
    for (const [name, { environment = {} }] of ours) {
      const unknown = Object.keys(environment).filter((variable) => !knownVariables().has(variable))
      expect([name, unknown]).toEqual([name, []])
      const { role, redis, host, port } = readConfig({ ...imageEnvironment(), ...environment })
      expect({ role, redis: redis?.nodes, host, port }).toEqual({
        role: name === 'migrate' ? 'all' : name,
        redis: [{ host: 'redis', port: 6379 }],
        host: '0.0.0.0',
        port: 3000,
      })
    }
  })

  it('lets every variable of the service through that is not the business of compose or of development', () => {
    const passed = new Set(Object.keys(services.api?.environment ?? {}))
    const left = [...knownVariables()].filter((variable) => !passed.has(variable))
    const image = ['HOST', 'PORT']
    const development = [
      ...[
        'KAKAO_API_URL',
        'KAKAO_AUTH_URL',
        'NAVER_API_URL',
        'NAVER_AUTH_URL',
        'GOOGLE_ISSUER',
        'LINE_ISSUER',
      ],
      ...['RATE_LIMIT', 'SIMULATOR', 'SIMULATOR_PORT'],
    ]
    expect(left.sort()).toEqual([...image, ...development].sort())
  })

  it('connects each as the role that is made for it', () => {
    const roles = textOf('deploy/postgres/roles.sql')
    const names = ours.map(([, { environment }]) => new URL(environment?.DATABASE_URL ?? '').username)
    expect(names).toEqual(['daemun_owner', 'daemun_api', 'daemun_worker'])
    for (const name of names) expect(roles).toContain(`'${name}'`)
  })

  it('keeps what was queued, whatever happens', () => {
    const settings = compose.configs.redis?.content.split('\n') ?? []
    for (const line of ['appendonly yes', 'maxmemory-policy noeviction', 'requirepass redis-password'])
      expect(settings).toContain(line)
    expect(services.redis?.configs).toContainEqual({ source: 'redis', target: '/etc/redis.conf' })
  })

  it('lets nobody in but through the proxy, which speaks to the APIs where they listen', () => {
    const open = Object.entries(services).filter(([, { ports = [] }]) =>
      ports.some((port) => !/^127\.0\.0\.1:/.test(port)),
    )
    expect(open.map(([name]) => name)).toEqual(['proxy'])
    expect(textOf('deploy/caddy/Caddyfile')).toMatch(new RegExp(`dynamic a api ${imageEnvironment().PORT} `))
    expect(services.proxy?.networks.filter((network) => services.api?.networks.includes(network))).toEqual([
      'front',
    ])
  })

  it('watches every process, under the name that the alerts and the dashboard look for', () => {
    const { rule_files, scrape_configs } = parse(compose.configs.prometheus?.content ?? '')
    const example = parse(textOf('deploy/prometheus/prometheus.yml'))
    expect([rule_files, scrape_configs[0].job_name]).toEqual([
      example.rule_files,
      example.scrape_configs[0].job_name,
    ])
    const names = ours.map(([name]) => name).filter((name) => name !== 'migrate')
    expect(scrape_configs[0].dns_sd_configs).toMatchObject([{ names, port: Number(imageEnvironment().PORT) }])
    const { networks = [] } = services.prometheus ?? {}
    for (const name of names)
      expect(services[name]?.networks.some((network) => networks.includes(network))).toBe(true)
  })

  it('needs nothing that is not there', () => {
    for (const [name, service] of Object.entries(services)) {
      const sources = (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '')
      const missing = sources.filter((source) =>
        source.startsWith('./') ? !existsSync(pathOf(source)) : !(source in compose.volumes),
      )
      expect([name, missing]).toEqual([name, []])
      expect(service.networks.filter((network) => !(network in compose.networks))).toEqual([])
    }
  })

  it('asks for what has no default, and says so', () => {
    const asked = new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name))
    expect([...asked].sort()).toEqual(Object.keys(sample).sort())
  })
})

/** As Compose does it, in what was parsed: https://docs.docker.com/reference/compose-file/interpolation/ */
function interpolated(parsed: unknown): Compose {
  const filled = (text: string) =>
    text.replaceAll(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_, name, otherwise) => sample[name] ?? otherwise)
  return JSON.parse(JSON.stringify(parsed), (_, value) => (typeof value === 'string' ? filled(value) : value))
}
