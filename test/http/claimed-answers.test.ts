import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorized, completeSignup, newClient } from '../support/client.ts'
import { declarationFile } from '../support/declaration.ts'
import { spawnScript } from '../support/processes.ts'
import type { Service } from '../support/service.ts'
import { secret, startService } from '../support/service.ts'

const label = { ko: '별명', en: 'Nickname' }
const declared = (unique: boolean) => ({
  onboarding: {
    fields: [{ name: 'nickname', label, unique, schema: { type: 'string', minLength: 1, maxLength: 30 } }],
  },
})

describe('npm run users -- claim', () => {
  let service: Service
  let file: Awaited<ReturnType<typeof declarationFile>>
  beforeAll(async () => {
    file = await declarationFile(declared(false))
    service = await startService({ DAEMUN_CONFIG: file.path })
  })
  afterAll(() => service?.stop())

  const claim = async () => {
    const surroundings = {
      PUBLIC_URL: service.url,
      DATABASE_URL: service.connectionString,
      DAEMUN_SECRET: secret,
      KAKAO_CLIENT_ID: 'tests',
      DAEMUN_CONFIG: file.path,
    }
    const run = spawnScript('users', surroundings, { words: ['claim'] })
    return { code: await run.ended, output: run.output() }
  }
  const named = async (subject: string, nickname: string) => {
    const client = newClient(service)
    const { body } = await client.login(subject)
    const answer = await completeSignup(client, body.signup_token, { nickname })
    return (await answer.json()) as { access_token: string; user: { id: string } }
  }

  it('gives each answer to who was there first, names the others, and may be repeated', async () => {
    const first = await named('8001', 'Gildong')
    const second = await named('8002', 'ＧＩＬＤＯＮＧ')
    const other = await named('8003', '길동')
    expect(await claim()).toEqual({
      code: 0,
      output: 'No field is declared unique: there is nothing to claim.\n',
    })
    await file.write(declared(true))
    const conflict = `nickname: user ${second.user.id} has the same as user ${first.user.id}\n`
    const told = (claimed: number) => ({
      code: 1,
      output: `Unique are nickname; claimed now: ${claimed}.\n${conflict}`,
    })
    expect(await claim()).toEqual(told(2))
    expect(await claim()).toEqual(told(0))
    const held = await service.query(
      `select user_id from unique_answers where field = 'nickname' order by user_id`,
    )
    expect(held).toEqual([{ user_id: first.user.id }, { user_id: other.user.id }])
    const rename = authorized(second.access_token, 'PATCH', { nickname: '길동이' })
    expect((await fetch(`${service.url}/users/me`, rename)).status).toBe(200)
    expect(await claim()).toEqual({ code: 0, output: 'Unique are nickname; claimed now: 1.\n' })
  })
})
