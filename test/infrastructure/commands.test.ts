import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { spawnScript } from '../support/processes.ts'

vi.setConfig({ testTimeout: 60_000 })

it('work on the embedded database, beside the service that runs it and without one', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'daemun-commands-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const [port, simulatorPort] = await Promise.all([freePort(), freePort()])
  const env = { PWD: directory, PORT: String(port), SIMULATOR_PORT: String(simulatorPort) }
  const list = async () => {
    const run = spawnScript('keys', env, { words: ['list'] })
    return { code: await run.ended, output: run.output() }
  }
  const service = spawnScript('main', env)
  await service.shows(/ready/)
  const beside = await list()
  expect(beside).toEqual({ code: 0, output: expect.stringMatching(/^[\w-]{43} {2}ES256 {2}signs/) })
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
  service.child.kill('SIGTERM')
  expect(await service.ended).toBe(0)
  expect(await list()).toEqual(beside)
})

it('say at once everything that is wrong with the environment', async () => {
  const run = spawnScript(
    'users',
    { DATABASE_URL: 'x', ROLE: 'y' },
    { words: ['block', crypto.randomUUID()] },
  )
  expect(await run.ended).toBe(78)
  expect(run.output()).toMatch(/DATABASE_URL must be[\s\S]+ROLE must be/)
})

it('say which database cannot be used', async () => {
  const port = await freePort()
  const env = {
    DATABASE_URL: `postgres://u:p@127.0.0.1:${port}/d`,
    DAEMUN_SECRET: 'x'.repeat(32),
    KAKAO_CLIENT_ID: 'tests',
  }
  const run = spawnScript('keys', env, { words: ['list'] })
  expect(await run.ended).toBe(1)
  expect(run.output()).toMatch(new RegExp(`^DATABASE_URL: the database at 127.0.0.1:${port} cannot be used`))
})
