import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { beginLogin } from '../support/begun-login.ts'
import { newClient } from '../support/client.ts'
import { json } from '../support/hostile-server.ts'
import type { Stage } from '../support/hostile-stages.ts'
import { hostileGoogle, tokens } from '../support/hostile-stages.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

let stage: Stage
let service: Service
const open = async (env: NodeJS.ProcessEnv) => {
  stage = await hostileGoogle()
  service = await startService({ SIMULATOR: 'off', ...stage.env, ...env })
}
const close = async () => {
  await service?.stop()
  await stage?.server.close()
}
const loginWith = async (claims: Record<string, unknown>) => {
  const begun = await beginLogin(newClient(service), '', 'google')
  const id_token = await stage.server.sign(stage.claims(begun.nonce, claims))
  stage.answers.token = json({ ...tokens, token_type: 'Bearer', id_token })
  stage.answers.person = json({ sub: claims.sub ?? '1' })
  return {
    asked: begun.asked,
    answer: await begun.comeBack({ iss: stage.server.url, hd: 'x', authuser: '0' }),
  }
}

/** Protocols 3.5, security 2.1 RC7. */
describe('Google', () => {
  beforeAll(() => open({ GOOGLE_PROMPT: 'select_account' }))
  afterAll(close)
  beforeEach(() => stage.reset())

  it('spells its issuer with and without the scheme, and both are one person', async () => {
    const bare = stage.server.url.replace('http://', '')
    for (const iss of [stage.server.url, bare])
      expect((await loginWith({ iss, sub: '108204268033311374519' })).answer.status).toBe(202)
    for (const iss of [`${bare}/`, `https://${bare}`, bare.toUpperCase().replace('1', '2')])
      expect((await told((await loginWith({ iss })).answer)).status).toBe(502)
    expect(await service.query('select subject from identities')).toEqual([
      { subject: '108204268033311374519' },
    ])
  })

  it('asks for openid, e-mail and profile, by our prompt, and offline for what leaving needs', async () => {
    const { asked } = await loginWith({})
    expect(asked.get('scope')).toBe('openid email profile')
    expect(asked.get('prompt')).toBe('select_account')
    expect([asked.get('access_type'), asked.has('hd')]).toEqual(['offline', false])
  })

  it.each([
    [true, 'gildong@example.com'],
    [false, null],
    ['true', null],
    [1, null],
    [undefined, null],
  ])('vouches for an e-mail by email_verified being %j alone', async (email_verified, email) => {
    const sub = `e-mail ${email_verified}`.replaceAll(' ', '-')
    const { answer } = await loginWith({ sub, name: '길동', email: 'gildong@example.com', email_verified })
    const { signup_token: token } = (await answer.json()) as { signup_token: string }
    const signup = await vi.waitUntil(
      async () => {
        const read = await fetch(`${service.url}/auth/signup`, {
          headers: { authorization: `Bearer ${token}` },
        })
        return read.status === 200 && ((await read.json()) as object)
      },
      { timeout: 10_000 },
    )
    expect(signup).toMatchObject({ profile: { nickname: '길동', email } })
  })
})

describe('Google for one Workspace domain', () => {
  beforeAll(() => open({ GOOGLE_HD: 'example.com', ROLE: 'api' }))
  afterAll(close)

  it('goes by the claim, for the request is but a hint to its page', async () => {
    for (const hd of [
      undefined,
      'example.org',
      'sub.example.com',
      'example.com.evil.example',
      '',
      ['example.com'],
    ])
      expect(await told((await loginWith({ hd })).answer)).toEqual({ status: 403, code: 'access_denied' })
    expect(await service.query('select 1 from identities')).toEqual([])
    const { asked, answer } = await loginWith({ hd: 'example.com' })
    expect([asked.get('hd'), answer.status]).toEqual(['example.com', 202])
  })
})
