import { expect, it } from 'vitest'
import { freshDatabase } from '../support/postgres.ts'
import { startService } from '../support/service.ts'
import { scrape } from './exposition.ts'
import { gateTo } from './gate.ts'
import { until } from './until.ts'

it('/metrics answers while the database is silent, leaves out what it cannot know, and recovers', async () => {
  const database = await freshDatabase()
  const gate = await gateTo(database.connectionString)
  const service = await startService({ DATABASE_URL: gate.connectionString })
  const ofTheDatabase = async () => {
    const begun = performance.now()
    const { samples, value } = await scrape(service.url)
    const known = samples.map(({ name }) => name).filter((name) => /^daemun_(outbox|queue_jobs)/.test(name))
    return {
      ms: performance.now() - begun,
      up: [value('daemun_database_up'), value('daemun_queue_up')],
      known: new Set(known).size,
    }
  }
  expect(await ofTheDatabase()).toMatchObject({ up: [1, 1], known: 4 })

  gate.shut()
  let slowest = 0
  await until(async () => {
    const { ms, up, known } = await ofTheDatabase()
    slowest = Math.max(slowest, ms)
    return up.every((each) => each === 0) && known === 0
  })
  const scrapes = await Promise.all(Array.from({ length: 20 }, ofTheDatabase))
  slowest = Math.max(slowest, ...scrapes.map(({ ms }) => ms))
  expect(slowest).toBeLessThan(2_000)

  gate.open()
  await until(async () => (await ofTheDatabase()).up.every((each) => each === 1))
  expect(await ofTheDatabase()).toMatchObject({ known: 4 })
  await service.stop()
  await gate.close()
  await database.drop()
})
