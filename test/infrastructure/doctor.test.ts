import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { migrateSchema } from '../../src/infrastructure/schema.ts'
import { freePort } from '../support/free-port.ts'
import { simulatedProviders } from '../support/kakao.ts'
import { freshDatabase } from '../support/postgres.ts'
import { spawnScript } from '../support/processes.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Everything right: a simulated Kakao that knows these keys, and a database with its schema. */
async function goodSurroundings(): Promise<NodeJS.ProcessEnv> {
  const { connectionString, drop } = await freshDatabase()
  onTestFinished(drop)
  await migrateSchema({ redis: null } as Parameters<typeof migrateSchema>[0], connectionString)
  return { ...(await simulatedProviders('http://localhost:3000')), DATABASE_URL: connectionString }
}

async function examined(env: NodeJS.ProcessEnv) {
  const doctor = spawnScript('doctor', env)
  return { code: await doctor.ended, output: doctor.output() }
}

/** What is marked as wrong, by its first line. */
const faults = (output: string) => [...output.matchAll(/^\[FAIL\] (.*)$/gm)].map(([, about]) => about)

describe('npm run doctor', () => {
  it('finds nothing where nothing is wrong, and exits with 0', async () => {
    const { code, output } = await examined(await goodSurroundings())
    expect([code, faults(output)]).toEqual([0, []])
    for (const provider of ['kakao', 'naver', 'google', 'acme']) {
      expect(output).toContain(`[ ok ] ${provider}: client id, client secret`)
      expect(output).toContain(`[ ok ] ${provider}: redirect URI, scopes`)
    }
    for (const webhook of ['kakao/webhooks/unlink', 'kakao/webhooks/events', 'naver/webhooks/unlink'])
      expect(output).toContain(`http://localhost:3000/auth/${webhook} is entered: developers.`)
    expect(output).toMatch(/google\/webhooks\/events 이 .*docs\/webhooks\.md/)
    expect(output).toContain('[ ok ] kakao: KAKAO_OIDC')
    expect(output).toContain('[ ok ] kakao: KAKAO_ADMIN_KEY')
    expect(output).toContain('[ ok ] DATABASE_URL')
    expect(output).toContain('[ ok ] clock')
    expect(output).toContain('고칠 것이 없습니다')
  })

  const keys = 'kakao: client id, client secret'
  const redirect = 'kakao: redirect URI, scopes'
  const wrong: [what: string, env: NodeJS.ProcessEnv, faults: string[], said: RegExp[]][] = [
    ['a wrong secret', { KAKAO_CLIENT_SECRET: 'x' }, [keys], [/KOE010.*REST API 키/, /KOE010.*is missing/]],
    ['no secret', { KAKAO_CLIENT_SECRET: '' }, [keys], [/KOE010/]],
    [
      'a client id of nobody',
      { KAKAO_CLIENT_ID: 'nobody' },
      [redirect, 'kakao: KAKAO_OIDC', keys],
      [/KOE101.*복사하세요/, /KOE101.*copy it from/],
    ],
    ['an item switched off', { KAKAO_SCOPE: 'phone_number' }, [redirect], [/KOE205.*동의항목/]],
    [
      'wrong secrets of the others',
      { NAVER_CLIENT_SECRET: 'x', GOOGLE_CLIENT_SECRET: 'x', OIDC_ACME_CLIENT_SECRET: 'x' },
      ['naver', 'google', 'acme'].map((name) => `${name}: client id, client secret`),
      [/developers\.naver\.com의/, /See console\.cloud\.google\.com/, /acme 관리 화면/],
    ],
    [
      'client ids of nobody',
      { NAVER_CLIENT_ID: 'x', GOOGLE_CLIENT_ID: 'x', OIDC_ACME_CLIENT_ID: 'x' },
      ['naver', 'google', 'acme'].flatMap((name) =>
        ['redirect URI, scopes', 'client id, client secret'].map((about) => `${name}: ${about}`),
      ),
      [/글자 그대로 등록하고/],
    ],
    ['a wrong admin key', { KAKAO_ADMIN_KEY: 'x' }, ['kakao: KAKAO_ADMIN_KEY'], [/어드민 키가 아니거나/]],
  ]
  it.each(wrong)('says what to change for %s, in both languages', async (_what, env, expected, said) => {
    const { code, output } = await examined({ ...(await goodSurroundings()), ...env })
    expect([code, faults(output)]).toEqual([1, expected])
    for (const pattern of said) expect(output).toMatch(pattern)
  })

  it('tells a redirect address that is not registered', async () => {
    const env = { ...(await goodSurroundings()), PUBLIC_URL: 'https://login.invalid', RATE_LIMIT: 'on' }
    const { code, output } = await examined(env)
    expect(code).toBe(1)
    for (const name of ['kakao', 'naver', 'google', 'acme'])
      expect(faults(output)).toContain(`${name}: redirect URI, scopes`)
    expect(output).toMatch(/KOE006.*PUBLIC_URL\/auth\/kakao\/callback/)
  })

  it('tells a provider and a database that are out of reach, once each', async () => {
    const port = await freePort()
    const { code, output } = await examined({
      ...(await goodSurroundings()),
      KAKAO_AUTH_URL: `http://127.0.0.1:${port}`,
      OIDC_ACME_ISSUER: `http://127.0.0.1:${port}`,
      DATABASE_URL: `postgres://127.0.0.1:${port}/daemun`,
    })
    expect([code, faults(output)]).toEqual([1, ['DATABASE_URL', 'kakao', 'acme']])
    expect(output).toMatch(/쓸 수 없습니다 \(127\.0\.0\.1:\d+: ECONNREFUSED\)/)
  })

  it('tells an issuer that another speaks for, and that there is no provider at all', async () => {
    const env = await goodSurroundings()
    const other = await examined({
      ...env,
      OIDC_ACME_ISSUER: `${env.OIDC_ACME_ISSUER}/`,
      GOOGLE_ISSUER: `${env.KAKAO_AUTH_URL}/nowhere`,
    })
    expect([other.code, faults(other.output)]).toEqual([1, ['google', 'acme']])
    expect(other.output).toMatch(/acme\n.*another issuer/)
    const { DAEMUN_SECRET, DATABASE_URL } = env
    const none = await examined({ DAEMUN_SECRET, DATABASE_URL })
    expect([none.code, faults(none.output)]).toEqual([1, ['providers']])
  })

  it('tells a schema that is behind, and what to run', async () => {
    const { connectionString, drop } = await freshDatabase()
    onTestFinished(drop)
    const { code, output } = await examined({ ...(await goodSurroundings()), DATABASE_URL: connectionString })
    expect([code, faults(output)]).toEqual([1, ['DATABASE_URL']])
    expect(output).toContain('npm run migrate')
  })

  it('tells a clock that is off', async () => {
    const anHourAhead = createServer((_request, response) => {
      response
        .setHeader('date', new Date(Date.now() + 3_600_000).toUTCString())
        .writeHead(500)
        .end()
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void anHourAhead.close())
    await new Promise((resolve) => anHourAhead.once('listening', resolve))
    const url = `http://127.0.0.1:${(anHourAhead.address() as AddressInfo).port}`
    const { DAEMUN_SECRET, PUBLIC_URL } = await goodSurroundings()
    const env = { DAEMUN_SECRET, PUBLIC_URL, KAKAO_CLIENT_ID: 'tests', KAKAO_CLIENT_SECRET: 'secret' }
    const { code, output } = await examined({ ...env, KAKAO_AUTH_URL: url, KAKAO_API_URL: url })
    expect(code).toBe(1)
    expect(faults(output)).toContain('clock')
    expect(output).toMatch(/36\d\ds|3599s/)
  })

  it('tells a wrong environment, all of it, and prints no secret', async () => {
    const env = { ...(await goodSurroundings()), LOG_LEVEL: 'loud', SESSION_TTL: 'long' }
    const { code, output } = await examined(env)
    expect(code).toBe(1)
    expect(output).toMatch(/LOG_LEVEL must be/)
    expect(output).toMatch(/SESSION_TTL must be/)
    expect((await examined(await goodSurroundings())).output).not.toMatch(/tests-(?:\w+-)?secret|tests-admin/)
  })
})
