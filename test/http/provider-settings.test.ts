import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { beginLogin } from '../support/begun-login.ts'
import { newClient } from '../support/client.ts'
import type { HostileKakao } from '../support/hostile-kakao.ts'
import { startHostileKakao, tokens } from '../support/hostile-kakao.ts'
import type { Answer } from '../support/hostile-server.ts'
import { json, raw } from '../support/hostile-server.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const settingsOf = ({ url, clientId }: HostileKakao) => ({
  SIMULATOR: 'off',
  KAKAO_AUTH_URL: url,
  KAKAO_API_URL: url,
  KAKAO_CLIENT_ID: clientId,
  ROLE: 'api',
})

describe('Kakao without OpenID Connect', () => {
  let kakao: HostileKakao
  let service: Service
  beforeAll(async () => {
    kakao = await startHostileKakao('1')
    service = await startService({
      ...settingsOf(kakao),
      KAKAO_OIDC: 'off',
      KAKAO_SCOPE: 'account_email, profile_nickname',
    })
  })
  afterAll(async () => {
    await service?.stop()
    await kakao?.close()
  })
  beforeEach(() => kakao.reset())

  const loginOf = async (user: Answer, token: Answer = json(tokens)) => {
    const { comeBack } = await beginLogin(newClient(service))
    kakao.answers.user = user
    kakao.answers.token = token
    return comeBack()
  }
  const subjects = async () =>
    (await service.query<{ subject: string }>('select subject from identities order by first_seen_at')).map(
      ({ subject }) => subject,
    )

  it('asks for the scope as configured, which openid is no part of, and sends no secret that is not set', async () => {
    const { asked, comeBack } = await beginLogin(newClient(service))
    expect(asked.get('scope')).toBe('account_email,profile_nickname')
    await comeBack()
    expect(kakao.forms.map((form) => form.has('client_secret'))).toEqual([false])
  })

  it('takes a person by the digits of their id, also past 2^53, and believes no id_token', async () => {
    const before = (await subjects()).length
    const forged = json({ ...tokens, id_token: await kakao.idToken('any nonce', { sub: '666' }) })
    for (const id of ['1376016924429759228', '1376016924429759229', '9007199254740993', '9007199254740992'])
      expect((await loginOf(raw(`{"id":${id}}`, 'application/json'), forged)).status).toBe(202)
    expect((await subjects()).slice(before)).toEqual([
      '1376016924429759228',
      '1376016924429759229',
      '9007199254740993',
      '9007199254740992',
    ])
    expect(kakao.calls).not.toContain('/.well-known/jwks.json')
    const asked = kakao.calls.filter((path) => path === '/v2/user/me')
    expect(asked).toHaveLength(4)
  })

  it.each([
    '{}',
    '{"id":null}',
    '{"id":true}',
    '{"id":{}}',
    '{"id":[5]}',
    '{"id":""}',
    '{"id":0}',
    '{"id":-5}',
    '{"id":5.5}',
    '{"id":5e3}',
    '{"id":9223372036854775808}',
    '{"id":"5 "}',
    '{"id":"٥"}',
    '{"__proto__":{"id":5}}',
    '{"user":{"id":5}}',
  ])('takes nobody from %s', async (body) => {
    const before = await subjects()
    expect(await told(await loginOf(raw(body, 'application/json')))).toEqual({
      status: 502,
      code: 'provider_unavailable',
    })
    expect(await subjects()).toEqual(before)
  })

  it('knows a person again', async () => {
    const user = raw('{"id":1376016924429759228}', 'application/json')
    const before = await subjects()
    expect((await loginOf(user)).status).toBe(202)
    expect(await subjects()).toEqual(before)
  })
})

describe('Kakao with OpenID Connect', () => {
  it('asks for openid beside the scope that is configured, once', async () => {
    const kakao = await startHostileKakao('1')
    for (const scope of ['account_email', 'account_email openid', 'openid,account_email']) {
      const service = await startService({ ...settingsOf(kakao), KAKAO_SCOPE: scope })
      const { asked } = await beginLogin(newClient(service))
      await service.stop()
      expect(asked.get('scope')?.split(',').sort()).toEqual(['account_email', 'openid'])
    }
    await kakao.close()
  })

  it('asks for what is configured besides, and for nothing that a caller adds', async () => {
    const service = await startService({
      ROLE: 'api',
      KAKAO_PROMPT: 'select_account, login',
      KAKAO_SERVICE_TERMS: 'service_20260401,marketing',
      KAKAO_CHANNEL_PUBLIC_ID: '_channel',
    })
    const { asked } = await beginLogin(
      newClient(service),
      '?prompt=create&service_terms=x&channel_public_id=y',
    )
    const of = (name: string) => asked.getAll(name)
    expect(of('prompt')).toEqual(['select_account,login'])
    expect(of('service_terms')).toEqual(['service_20260401,marketing'])
    expect(of('channel_public_id')).toEqual(['_channel'])
    await service.stop()
  })

  it('asks for nothing besides by default: an app that is no business may ask for no more', async () => {
    const service = await startService({ ROLE: 'api' })
    const { asked } = await beginLogin(newClient(service))
    for (const name of ['scope', 'prompt', 'service_terms', 'channel_public_id'])
      expect(asked.has(name)).toBe(false)
    await service.stop()
  })

  it('logs in at the simulator with a scope of its own', async () => {
    const service = await startService({ KAKAO_SCOPE: 'profile_nickname', ROLE: 'api' })
    expect((await newClient(service).login('77')).status).toBe(202)
    await service.stop()
  })
})
