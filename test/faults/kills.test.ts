import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isInstalled } from '../support/needs.ts'
import { startRedis } from './redis-server.ts'
import type { ApiProcess, Site } from './site.ts'
import { startSite } from './site.ts'

/** FAULT_ROUNDS and FAULT_SEED: how long to look, and how to look again at what was found. */
const rounds = Number(process.env.FAULT_ROUNDS ?? 10)
const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31))

/** A short look is at one of them. */
const queues = isInstalled('redis-server', 'redis-server') ? ['Redis', 'PostgreSQL'] : ['PostgreSQL']
const looked = rounds > 10 ? queues : queues.slice(0, 1)

describe.each(looked)('two APIs and two workers over a queue on %s', (queue) => {
  const share = Math.ceil(rounds / looked.length)
  it(
    `keep every promise through ${share} kills at random moments, seed ${seed}`,
    async () => {
      console.info(`FAULT_SEED=${seed} FAULT_ROUNDS=${rounds}: queue on ${queue}`)
      const redis = queue === 'Redis' ? await startRedis() : undefined
      onTestFinished(async () => redis?.stop())
      const site = await startSite(redis ? { REDIS_URL: redis.url } : {}, { fsync: 'off' })
      onTestFinished(() => site.close())
      const crew = await startCrew(site)
      const random = randomFrom(seed)
      const crowd = startCrowd(site, randomFrom(seed + 1))
      for (let round = 0; round < share; round += 1) {
        await pause(random() * 300)
        await (random() < 0.25 ? crew.holdBreath(random, random() * 1_000) : crew.kill(random))
      }
      await crew.complete()
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

type Post = { readonly role: string; process: ApiProcess | undefined }

/** Four processes, of which one at least is at its post; the others are on their way back. */
async function startCrew(site: Site) {
  const coming = new Set<Promise<void>>()
  const posts: Post[] = ['api', 'api', 'worker', 'worker'].map((role) => ({ role, process: undefined }))
  const doors = () => site.goTo(posts.flatMap(({ role, process }) => (role === 'api' && process) || []))
  const call = (post: Post) => {
    const arrival = site.run({ ROLE: post.role }).then((process) => {
      post.process = process
      coming.delete(arrival)
      doors()
    })
    coming.add(arrival)
  }
  const complete = async () => void (await Promise.all(coming))
  const anyOf = async (random: () => number) => {
    while (coming.size > posts.length - 2) await Promise.race(coming)
    const there = posts.filter(({ process }) => process)
    const post = there[Math.floor(random() * there.length)] as Post
    return { post, process: post.process as ApiProcess }
  }
  for (const post of posts) call(post)
  await complete()
  return {
    complete,
    async kill(random: () => number) {
      const { post, process } = await anyOf(random)
      post.process = undefined
      doors()
      await process.kill()
      call(post)
    },
    /** Stopped and continued: to the others it is dead, and then it goes on as if nothing had been. */
    async holdBreath(random: () => number, ms: number) {
      const { process } = await anyOf(random)
      process.send('SIGSTOP')
      await pause(ms)
      process.send('SIGCONT')
    },
  }
}

/** People who sign up, come back and refresh, until told to end. */
function startCrowd({ people, newcomer }: Site, random: () => number) {
  let isOver = false
  onTestFinished(() => {
    isOver = true
  })
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
  const walkers = Array.from({ length: 4 }, async () => {
    while (!isOver) {
      await journey()
      journeys += 1
      await pause(random() * 50)
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
