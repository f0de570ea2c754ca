import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { expectInvariants, expectNoSecrets, settled } from '../faults/invariants.ts'
import type { People } from '../faults/people.ts'
import { peopleAt } from '../faults/people.ts'
import { startRedis } from '../faults/redis-server.ts'
import { dividedDatabase } from '../support/divided-database.ts'
import { freePort } from '../support/free-port.ts'
import { simulatedKakao } from '../support/kakao.ts'
import { isInstalled } from '../support/needs.ts'
import { spawnScript } from '../support/processes.ts'
import { textOf } from './repository.ts'
import { clientAddress, roundRobin } from './round-robin.ts'

const members = Array.from({ length: 20 }, (_, number) => String(9_100 + number))
const newcomers = Array.from({ length: 40 }, (_, number) => String(9_500 + number))
const patienceMs = 60_000

it.runIf(isInstalled('redis-server', 'redis-server'))(
  'the compose topology loses nobody when an API and a worker are killed under load',
  async () => {
    const { as, query } = await dividedDatabase()
    const ports = await Promise.all([freePort(), freePort()])
    const url = `http://localhost:${await roundRobin(ports)}`
    const shared = {
      ...(await simulatedKakao(url)),
      REDIS_URL: await composeRedis(),
      TRUSTED_PROXIES: '127.0.0.1',
    }
    const run = (role: 'api' | 'worker', PORT: number) =>
      spawnScript('main', { ...shared, ROLE: role, PORT: String(PORT), DATABASE_URL: as(`daemun_${role}`) })

    expect(await spawnScript('migrate', { ...shared, DATABASE_URL: as('daemun_owner') }).ended).toBe(0)
    const apis = ports.map((port) => run('api', port))
    const workers = [run('worker', 0), run('worker', 0)]
    const crew = [...apis, ...workers]
    await Promise.all(crew.map((process) => process.shows(/ready/)))

    const people = peopleAt(() => url)
    await throng(members, 8, (id) => comesIn(people, id, 201))
    // 40 first logins among 100 of members; when a third of all is through, an API and a worker are no more.
    const load = members.flatMap((id, index) => [
      ...newcomers.slice(2 * index, 2 * index + 2),
      ...Array(5).fill(id),
    ])
    let through = 0
    await throng(load, 10, async (id) => {
      await comesIn(people, id, newcomers.includes(id) ? undefined : 200)
      through += 1
      if (through === Math.floor(load.length / 3))
        for (const victim of [apis[0], workers[0]]) victim?.child.kill('SIGKILL')
    })
    expect(await Promise.all([apis[0]?.ended, workers[0]?.ended])).toEqual(['SIGKILL', 'SIGKILL'])

    await comesIn(people, '9999', 201)
    await settled(query, patienceMs)
    await expectInvariants(query, people.promises)
    await expectNoSecrets(query, crew.map(({ output }) => output()).join('\n'), people.promises)
    const everybody = [...members, ...newcomers, '9999']
    expect(await query('select subject from identities where user_id is not null order by subject')).toEqual(
      everybody.map((subject) => ({ subject })),
    )
    expect(await query('select distinct address from sessions')).toEqual([{ address: clientAddress }])
    for (const survivor of [apis[1], workers[1]]) survivor?.child.kill('SIGTERM')
    expect(await Promise.all([apis[1]?.ended, workers[1]?.ended])).toEqual([0, 0])
  },
  180_000,
)

/** Presses the button until it works, as people do; a status is expected where only one is right. */
async function comesIn(people: People, id: string, status?: number): Promise<void> {
  const answer = await people.becomeUser(id, patienceMs)
  if (status) expect([id, answer.status]).toEqual([id, status])
}

/** All of them, `abreast` at a time. */
async function throng(ids: readonly string[], abreast: number, task: (id: string) => Promise<void>) {
  const waiting = [...ids]
  const lane = async () => {
    for (let id = waiting.shift(); id; id = waiting.shift()) await task(id)
  }
  await Promise.all(Array.from({ length: abreast }, lane))
}

/** A Redis with the very settings that the compose file gives its own. */
async function composeRedis(): Promise<string> {
  const settings: string = parse(textOf('docker-compose.yml')).configs.redis.content
  const password = 'redis-password'
  const directory = await mkdtemp(join(tmpdir(), 'daemun-topology-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const file = join(directory, 'redis.conf')
  await writeFile(file, settings.replace(/^dir .*\n/m, '').replace(/\$\{REDIS_PASSWORD[^}]*\}/, password))
  const redis = await startRedis(file)
  onTestFinished(redis.stop)
  return redis.url.replace('//', `//:${password}@`)
}
