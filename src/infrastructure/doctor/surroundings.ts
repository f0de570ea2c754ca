import { connect } from '../../adapters/outbound/postgres/database.ts'
import { schemaState } from '../../adapters/outbound/postgres/schema-state.ts'
import { checkRedis } from '../../adapters/outbound/queue/redis-check.ts'
import type { Config } from '../config.ts'
import { isLoopback } from '../loopback.ts'
import type { Ask } from './ask.ts'
import { Unreachable } from './ask.ts'
import type { Finding } from './finding.ts'
import { findingsAbout } from './finding.ts'

const oldestPostgres = 150_000

/** The address that providers send people back to. */
export async function publicUrlFinding({ publicUrl }: Config, ask: Ask): Promise<Finding> {
  const finding = findingsAbout('PUBLIC_URL')
  const { origin } = publicUrl
  if (isLoopback(publicUrl))
    return finding('unsure', `${origin} is this machine alone.`, `${origin} 은 이 컴퓨터에서만 열립니다.`)
  try {
    const { json } = await ask.get(`${origin}/.well-known/jwks.json`)
    if (Array.isArray(json.keys))
      return finding('good', `${origin} answers.`, `${origin} 에서 서비스가 답합니다.`)
    return finding(
      'bad',
      `${origin} is answered by something else: see the proxy and DNS.`,
      `${origin} 에서 다른 것이 답합니다. 프록시와 DNS를 확인하세요.`,
    )
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    const isRefused = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT)$/.test(error.code)
    return finding(
      isRefused ? 'unsure' : 'bad',
      `nobody answers there (${error.message}): start the service, or see DNS, proxy and certificate.`,
      `아무도 답하지 않습니다 (${error.message}). 서비스를 켜거나 DNS, 프록시, 인증서를 확인하세요.`,
    )
  }
}

/** The database; `heard` learns of its clock as of any server's. */
export async function postgresFinding(
  { databaseUrl }: Config,
  heard: (host: string, aheadMs: number) => void,
): Promise<Finding> {
  const finding = findingsAbout('DATABASE_URL')
  if (databaseUrl === null)
    return finding('good', 'not set: an embedded PostgreSQL.', '비어 있습니다. 내장 PostgreSQL을 씁니다.')
  const { pool, db, close } = connect(databaseUrl, () => {})
  try {
    const asked = "select current_setting('server_version_num')::int as version, now() as now"
    const { rows } = await pool.query<{ version: number; now: Date }>(asked)
    const [{ version, now } = { version: 0, now: new Date() }] = rows
    heard(new URL(databaseUrl).host, now.getTime() - Date.now())
    if (version < oldestPostgres)
      return finding('bad', 'PostgreSQL 15 or later is needed.', 'PostgreSQL 15 이상이 필요합니다.')
    const { pending, beyond } = await schemaState(db)
    if (beyond.length > 0)
      return finding('bad', 'the schema is newer than this version.', '스키마가 이 버전보다 새것입니다.')
    if (pending.length > 0)
      return finding('bad', 'the schema is older. Run: npm run migrate', '먼저 npm run migrate를 실행하세요.')
    return finding('good', 'it answers, the schema is current.', '연결되며 스키마가 최신입니다.')
  } catch (error) {
    const why = error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : ''
    return finding('bad', `it cannot be used: ${why}`, `쓸 수 없습니다: ${why}`)
  } finally {
    await close()
  }
}

/** Redis, where one is configured. */
export async function redisFinding({ redis }: Config): Promise<Finding> {
  const finding = findingsAbout('REDIS_URL')
  if (!redis)
    return finding(
      'good',
      'not set: the queue runs on PostgreSQL.',
      '비어 있습니다. 큐는 PostgreSQL을 씁니다.',
    )
  const verdict = await checkRedis(redis)
  if (verdict.kind === 'fit')
    return finding('good', 'it answers and keeps the queue.', '연결되며 큐를 지킵니다.')
  const how = verdict.kind === 'untold' ? 'unsure' : 'bad'
  return finding(how, `REDIS_URL ${verdict.why}.`, `REDIS_URL을 확인하세요: ${verdict.why}.`)
}
