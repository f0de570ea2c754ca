import pg from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Answer, People } from '../faults/people.ts'
import { peopleAt } from '../faults/people.ts'
import { freePort } from '../support/free-port.ts'
import { simulatedKakao } from '../support/kakao.ts'
import { nextVersion } from '../support/next-version.ts'
import { freshDatabase } from '../support/postgres.ts'
import { spawnScript } from '../support/processes.ts'

vi.setConfig({ testTimeout: 120_000 })

const expansion = {
  '900-expand-users': `
    alter table users add column locale text not null default 'ko';
    create table devices (id uuid primary key, user_id uuid not null references users (id));
    create index devices_user_id on devices (user_id)`,
}
const contraction = { '901-drop-e-mail-verified': 'alter table users drop column email_verified' }

it('an old and a new process serve the same people while the schema is expanded between them', async () => {
  const { env, query } = await database()
  const newer = await nextVersion(expansion)
  const [oldUrl, old] = await running(env)
  const atOld = peopleAt(() => oldUrl)

  const early = await signedUp(atOld, await newcomer(atOld, '8001'))
  const halfway = await newcomer(atOld, '8002')
  const [migrated] = await Promise.all([
    spawnScript('migrate', env, { directory: newer }).ended,
    everyoneSignsUp([oldUrl], 8400),
  ])
  expect([migrated, await ready(oldUrl)]).toEqual([0, 200])
  const [newUrl, young] = await running(env, newer)
  const atNew = peopleAt(() => newUrl)

  // What was begun at one is finished at the other, and the tokens of one are good at the other.
  const late = await signedUp(atNew, halfway)
  await signedUp(atOld, await newcomer(atNew, '8003'))
  expect([await me(newUrl, early), await me(oldUrl, late)]).toEqual([200, 200])
  const refreshed = await atNew.refresh(early)
  expect((await atOld.refresh(refreshed)).status).toBe(200)

  // Each button and callback at another process, for many at once; then either version alone, also after a restart.
  await everyoneSignsUp([oldUrl, newUrl], 8100)
  await stopped(young)
  await everyoneSignsUp([oldUrl], 8200)
  await stopped(old)
  const [againUrl, again] = await running(env)
  await everyoneSignsUp([againUrl], 8300)
  await stopped(again)

  expect(await query('select count(*)::integer as users from users')).toEqual([{ users: 43 }])
  expect(await query(`select distinct locale from users`)).toEqual([{ locale: 'ko' }])
  expect(await query(broken)).toEqual([])
})

it('a contraction turns away the versions that cannot do without', async () => {
  const { env } = await database()
  const [oldUrl] = await running(env)
  const newest = await nextVersion({ ...expansion, ...contraction })
  expect(await spawnScript('migrate', env, { directory: newest }).ended).toBe(0)
  expect(await ready(oldUrl)).toBe(503)
  const restarted = spawnScript('main', { ...env, ROLE: 'api' })
  expect(await restarted.ended).toBe(1)
  expect(restarted.output()).toMatch(/newer than this version.*901-drop-e-mail-verified/)
})

/** Whatever contradicts the invariants of one first sight. */
const broken = `
  select identities.id from identities
  left join outbox on outbox.subject = identities.id and outbox.type = 'UserFirstSeen'
  left join onboardings on onboardings.identity_id = identities.id
  left join pending_signups on pending_signups.identity_id = identities.id
  group by identities.id
  having (count(outbox.id), count(onboardings.id), count(pending_signups.id)) <> (1, 1, 1)
  union all select id from outbox where closed_at is null`

async function everyoneSignsUp(urls: readonly string[], first: number): Promise<void> {
  let calls = 0
  const people = peopleAt(() => urls[calls++ % urls.length] ?? '')
  const subjects = Array.from({ length: 10 }, (_, index) => String(first + index))
  await Promise.all(subjects.map(async (subject) => signedUp(people, await newcomer(people, subject))))
}

async function newcomer(people: People, subject: string): Promise<Answer> {
  const answer = await people.login(subject)
  expect([answer.status, answer.body.status]).toEqual([202, 'signup_required'])
  return answer
}

async function signedUp(people: People, required: Answer): Promise<Answer> {
  await people.pendingSignup(required, 20_000)
  const answer = await people.complete(required)
  expect(answer.status).toBe(201)
  return answer
}

async function me(url: string, { body }: Answer): Promise<number> {
  const authorization = `Bearer ${body.access_token}`
  return (await fetch(`${url}/users/me`, { headers: { authorization } })).status
}

async function running(env: NodeJS.ProcessEnv, directory?: string) {
  const port = await freePort()
  const service = spawnScript('main', { ...env, PORT: String(port) }, { directory })
  await service.shows(/ready/)
  return [`http://127.0.0.1:${port}`, service] as const
}

async function stopped({ child, ended }: ReturnType<typeof spawnScript>): Promise<void> {
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
}

async function ready(url: string): Promise<number> {
  return (await fetch(`${url}/readyz`)).status
}

async function database() {
  const { connectionString, drop } = await freshDatabase()
  onTestFinished(drop)
  const client = new pg.Client({ connectionString })
  await client.connect()
  onTestFinished(() => client.end())
  const query = async (text: string) => (await client.query(text)).rows
  const env = { ...(await simulatedKakao('http://127.0.0.1')), DATABASE_URL: connectionString }
  return { env, query }
}
