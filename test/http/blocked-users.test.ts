import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorized, newClient, signedUp } from '../support/client.ts'
import { spawnScript } from '../support/processes.ts'
import type { Service } from '../support/service.ts'
import { secret, startService } from '../support/service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

const command = async (...words: string[]) => {
  const env = {
    PUBLIC_URL: service.url,
    DATABASE_URL: service.connectionString,
    DAEMUN_SECRET: secret,
    KAKAO_CLIENT_ID: 'tests',
  }
  const run = spawnScript('users', env, { words })
  return { code: await run.ended, output: run.output() }
}

const refresh = (token: string) =>
  fetch(`${service.url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: token }),
  })

const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]

describe('npm run users (ASVS 7.4.2, 7.4.5)', () => {
  it('blocks a user, who is refused everywhere at once and comes back by a new login alone', async () => {
    const { user, access_token, refresh_token } = await signedUp(service, '401')
    const me = () => fetch(`${service.url}/users/me`, authorized(access_token))
    const blocked = await command('block', user.id)
    expect(blocked).toEqual({ code: 0, output: `User ${user.id} is blocked; sessions ended: 1.\n` })
    expect(await codeOf(await me())).toEqual([401, 'invalid_token'])
    expect(await codeOf(await refresh(refresh_token))).toEqual([401, 'invalid_grant'])
    const client = newClient(service)
    expect((await client.login('401')).body).toMatchObject({ status: 403, code: 'user_blocked' })
    const page = await client.fetch(await client.atProvider('401'), { headers: { accept: 'text/html' } })
    expect([page.status, await page.text()]).toEqual([403, expect.stringContaining('이용이 정지된 계정')])
    expect(client.cookies.has('daemun_session')).toBe(false)

    expect(await command('unblock', user.id)).toMatchObject({ code: 0 })
    expect((await refresh(refresh_token)).status).toBe(401)
    expect((await me()).status).toBe(401)
    expect((await newClient(service).login('401')).body).toMatchObject({ status: 'signed_in' })
    const told = `select 1 from outbox where type = 'SessionRevoked' and data->>'user_id' = '${user.id}'`
    expect(await service.query(told)).toHaveLength(1)
  })

  it('says what is wrong with what was typed, and touches nothing', async () => {
    const nobody = '0196f7e0-0000-7000-8000-000000000000'
    expect(await command('block', nobody)).toEqual({ code: 1, output: `There is no user ${nobody}.\n` })
    expect(await command('block', 'me')).toMatchObject({
      code: 64,
      output: expect.stringContaining('me is not a user id'),
    })
    for (const words of [[], ['block'], ['bloc', nobody], ['block', nobody, nobody], ['constructor', nobody]])
      expect(await command(...words)).toMatchObject({
        code: 64,
        output: expect.stringContaining('npm run users -- block'),
      })
  })
})
