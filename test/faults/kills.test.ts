import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { isInstalled } from '../support/needs.ts'
import { startRedis } from './redis-server.ts'
import type { ApiProcess, Site } from './site.ts'
import { startSite } from './site.ts'

/** FAULT_ROUNDS and FAULT_SEED: how long to look, and how to look again at what was found. */
const rounds = Number(process.env.FAULT_ROUNDS ?? 10)
const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31))

const queues = isInstalled('redis-server', 'redis-server') ? ['Redis', 'PostgreSQL'] : ['PostgreSQL']

describe.each(queues)('two APIs and two workers over a queue on %s', (queue) => {
  const share = Math.ceil(rounds / queues.length)
  it(
    `keep every promise through ${share} kills at random moments, seed ${seed}`,
    async () => {
      console.info(`FAULT_SEED=${seed} FAULT_ROUNDS=${rounds}: queue on ${queue}`)
      const redis = queue === 'Redis' ? await startRedis() : undefined
      const site = await startSite(redis ? { REDIS_URL: redis.url } : {}, { fsync: 'off' })
      const roles = ['api', 'api', 'worker', 'worker']
      const crew = await Promise.all(roles.map((ROLE) => site.run({ ROLE })))
      const doors = () => site.goTo(crew.slice(0, 2))
      doors()
      const random = randomFrom(seed)
      const crowd = startCrowd(site, random)
      for (let round = 0; round < share; round += 1) {
        await pause(random() * 300)
        const victim = Math.floor(random() * crew.length)
        if (random() < 0.25) await holdBreath(crew[victim], random() * 1_000)
        else {
          await crew[victim]?.kill()
          crew[victim] = await site.run({ ROLE: roles[victim] ?? 'all' })
          doors()
        }
      }
      const journeys = await crowd.end()
      await site.expectWhole(60_000)
      expect(journeys).toBeGreaterThan(share)
      expect(site.people.slowest()).toBeLessThan(11_000)
      await site.close()
      await redis?.stop()
    },
    60_000 + rounds * 5_000,
  )
})

/** Stopped and continued: to the others it is dead, and then it goes on as if nothing had been. */
async function holdBreath(process: ApiProcess | undefined, ms: number): Promise<void> {
  process?.send('SIGSTOP')
  await pause(ms)
  process?.send('SIGCONT')
}

/** People who sign up, come back and refresh, as fast as they can, until told to end. */
function startCrowd({ people, newcomer }: Site, random: () => number) {
  let isOver = false
  let journeys = 0
  const members: string[] = []
  const journey = async () => {
    const known = members[Math.floor(random() * members.length)]
    if (known && random() < 0.5) {
      const signedIn = await people.login(known)
      if (signedIn.body.refresh_token) await people.refresh(signedIn)
      return
    }
    const id = newcomer()
    const required = await people.login(id)
    if (required.status !== 202) return
    await people.pendingSignup(required, 3_000)
    if ((await people.complete(required)).status === 201) members.push(id)
  }
  const walkers = Array.from({ length: 6 }, async () => {
    while (!isOver) {
      await journey()
      journeys += 1
    }
  })
  return {
    async end() {
      isOver = true
      await Promise.all(walkers)
      return journeys
    },
  }
}

/** Mulberry32: the same numbers from the same seed. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
