import { createHmac } from 'node:crypto'
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { beginLogin } from '../support/begun-login.ts'
import { completeSignup, newClient } from '../support/client.ts'
import { isSignedIn, noticesHeeded } from '../support/heeded.ts'
import { json } from '../support/hostile-server.ts'
import type { Stage } from '../support/hostile-stages.ts'
import { hostileAcme, hostileGoogle } from '../support/hostile-stages.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const risc = 'https://schemas.openid.net/secevent/risc/event-type/'
const oauth = 'https://schemas.openid.net/secevent/oauth/event-type/'
const [clientId, androidId] = ['the-client-id', 'the-android-id']
const seconds = () => Math.floor(Date.now() / 1_000)

let stage: Stage
let service: Service
const open = (make: () => Promise<Stage>) => async () => {
  stage = await make()
  service = await startService({ SIMULATOR: 'off', ...stage.env, GOOGLE_NATIVE_CLIENT_IDS: androidId })
}
const close = async () => {
  await service?.stop()
  await stage?.server.close()
}

const push = (token: string, type: string | null = 'application/secevent+jwt') =>
  fetch(`${service.url}/auth/${stage.name}/webhooks/events`, {
    method: 'POST',
    headers: type === null ? {} : { 'content-type': type },
    body: new TextEncoder().encode(token),
  })
const aboutWhom = (sub: string) => ({ subject_type: 'iss-sub', iss: stage.server.url, sub })
const claims = (uri: string, said: object, more: object = {}) => ({
  iss: stage.server.url,
  aud: clientId,
  iat: seconds(),
  jti: `jti-${Math.random()}`,
  events: { [uri]: said },
  ...more,
})
const signed = (uri: string, said: object, more: object = {}) =>
  stage.server.sign(claims(uri, said, more), { typ: 'secevent+jwt' })
/** Ends the sessions of this person, if it is taken. */
const ending = (sub: string, more: object = {}) =>
  signed(`${risc}sessions-revoked`, { subject: aboutWhom(sub) }, more)

const login = async (sub: string) => {
  const begun = await beginLogin(newClient(service), '', stage.name)
  await stage.vouch(begun.nonce, sub, { name: '길동' })
  return (await (await begun.comeBack({ iss: stage.server.url })).json()) as {
    signup_token: string
    access_token: string
  }
}
const person = async (sub: string) => {
  const { signup_token } = await login(sub)
  const answer = await completeSignup(newClient(service), signup_token, { nickname: '길동' })
  return (await answer.json()) as { access_token: string; user: { id: string } }
}
const events = async () =>
  (await service.query(`select 1 from outbox where type = 'ProviderNoticeReceived'`)).length

/** Protocols 3.7, RFC 8417, RFC 8935. */
describe("Google's security events", () => {
  beforeAll(open(hostileGoogle))
  afterAll(close)
  afterEach(() => stage.reset())

  it.each([
    ['sessions-revoked', risc, {}],
    ['tokens-revoked', oauth, {}],
    ['account-disabled', risc, { reason: 'hijacking' }],
    ['account-disabled', risc, { reason: 'bulk-account' }],
    ['account-disabled', risc, {}],
    ['account-credential-change-required', risc, {}],
  ])('signs out by %s, and leaves the way back in open', async (name, prefix, more) => {
    const sub = `out-${name}-${JSON.stringify(more).length}`
    const { access_token: token } = await person(sub)
    const answer = await push(await signed(`${prefix}${name}`, { subject: aboutWhom(sub), ...more }))
    expect([answer.status, await answer.text()]).toEqual([202, ''])
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
    expect(await login(sub)).toMatchObject({ status: 'signed_in' })
  })

  it('has whose account is purged leave, and nobody who was there since', async () => {
    const [gone, back] = [await person('purged'), await person('back')]
    const purged = (sub: string, more = {}) =>
      signed(`${risc}account-purged`, { subject: aboutWhom(sub) }, more)
    expect((await push(await purged('purged'))).status).toBe(202)
    expect((await push(await purged('back', { iat: seconds() - 60 }))).status).toBe(202)
    expect((await push(await purged('back', { toe: seconds() - 60 }))).status).toBe(202)
    await noticesHeeded(service)
    expect(await service.query(`select status from users where id = '${gone.user.id}'`)).toEqual([
      { status: 'withdrawn' },
    ])
    expect(await isSignedIn(service, back.access_token)).toBe(true)
  })

  it.each([
    ['verification', `${risc}verification`, { state: 'hello from the console' }],
    ['account-enabled', `${risc}account-enabled`, { subject: 'them' }],
    ['token-revoked', `${oauth}token-revoked`, { subject: { subject_type: 'oauth_token', token: 'x' } }],
    ['one of an e-mail alone', `${risc}sessions-revoked`, { subject: { email: 'a@example.com' } }],
    ['one that nobody has heard of', 'https://example.com/event', { subject: 'them' }],
    ['one that is a word of the language', 'constructor', { subject: 'them' }],
  ])('takes %s, and does nothing', async (_, uri, said) => {
    const before = await events()
    const subject =
      'subject' in said && said.subject === 'them' ? aboutWhom('nobody-in-particular') : undefined
    const token = await signed(uri, { ...said, ...(subject && { subject }) })
    expect((await push(token)).status).toBe(202)
    expect(await events()).toBe(before)
  })

  it('knows people by id_token_claims too, and one happening told by several events', async () => {
    const { access_token: token } = await person('claims')
    const subject = {
      subject_type: 'id_token_claims',
      iss: stage.server.url,
      sub: 'claims',
      email: 'x@y.example',
    }
    const happening = { [`${risc}verification`]: {}, [`${risc}sessions-revoked`]: { subject } }
    expect((await push(await signed('', {}, { events: happening }))).status).toBe(202)
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
  })

  it('is the same issuer with a slash, and without its scheme, and no other', async () => {
    const { url } = stage.server
    for (const iss of [url, `${url}/`, url.replace('http://', '')]) {
      const answer = await push(
        await signed(`${risc}sessions-revoked`, { subject: { ...aboutWhom('1'), iss } }, { iss }),
      )
      expect(answer.status).toBe(202)
    }
    for (const iss of [
      `${url}//`,
      url.replace('http', 'https'),
      `${url}.evil.example`,
      'https://evil.example',
      [url],
    ]) {
      const answer = await push(await ending('1', { iss }))
      expect([answer.status, await answer.json()]).toMatchObject([400, { err: 'invalid_issuer' }])
    }
  })

  it('speaks of people of this issuer alone', async () => {
    const subject = { ...aboutWhom('1'), iss: 'https://evil.example' }
    const answer = await push(await signed(`${risc}sessions-revoked`, { subject }))
    expect([answer.status, await answer.json()]).toMatchObject([400, { err: 'invalid_request' }])
  })

  it('is for our web or mobile ids, whoever else may hear it', async () => {
    for (const aud of [clientId, androidId, [clientId], ['another-app', androidId]])
      expect((await push(await ending('1', { aud }))).status).toBe(202)
    for (const aud of ['another-app', [], ['another-app'], '', undefined]) {
      const answer = await push(await ending('1', { aud }))
      expect([answer.status, await answer.json()]).toMatchObject([400, { err: 'invalid_audience' }])
    }
  })

  it.each([
    null,
    'application/secevent+jwt',
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
  ])('takes it as %s: its documents name no type', async (type) => {
    expect((await push(await ending('1'), type)).status).toBe(202)
  })

  it('needs no type in the header, and takes no other token for one of these (RFC 8725 3.11)', async () => {
    for (const typ of [undefined, 'JWT', 'secevent+jwt', 'application/secevent+jwt'])
      expect((await push(await stage.server.sign(claims(`${risc}verification`, {}), { typ }))).status).toBe(
        202,
      )
    for (const typ of ['at+jwt', 'logout+jwt', ''])
      expect((await push(await stage.server.sign(claims(`${risc}verification`, {}), { typ }))).status).toBe(
        400,
      )
    const idToken = await stage.server.sign(stage.claims('a-nonce', { jti: 'x' }))
    const answer = await push(idToken)
    expect([answer.status, await answer.json()]).toMatchObject([400, { err: 'invalid_request' }])
  })

  it.each([
    ['invalid_request', { jti: undefined }],
    ['invalid_request', { jti: '' }],
    ['invalid_request', { jti: 7 }],
    ['invalid_request', { jti: 'a\0b' }],
    ['invalid_request', { jti: '아'.repeat(100) }],
    ['invalid_request', { jti: 'j'.repeat(256) }],
    ['invalid_request', { events: undefined }],
    ['invalid_request', { events: {} }],
    ['invalid_request', { events: [] }],
    ['invalid_request', { events: 'sessions-revoked' }],
    ['invalid_request', { iat: undefined }],
    ['invalid_request', { iat: 'now' }],
    ['invalid_request', { iat: 1_000_000_000 }],
    ['invalid_request', { iat: 4_000_000_000 }],
  ])('answers %s for %j, in the words of RFC 8935 2.4', async (err, more) => {
    const answer = await push(await ending('1', more))
    expect([answer.status, await answer.json()]).toEqual([400, { err, description: expect.any(String) }])
  })

  it.each([[''], ['null'], ['   '], ['a.b'], ['a.b.c'], ['{"events":{}}']])(
    'answers %j likewise',
    async (body) => {
      const answer = await push(body)
      expect([answer.status, await answer.json()]).toMatchObject([400, { err: 'invalid_request' }])
    },
  )

  it('refuses a body that is too large', async () => {
    expect(await told(await push('x'.repeat(20_000)))).toEqual({ status: 413, code: 'body_too_large' })
  })

  it('takes no signature but by a key of the provider (RFC 8725 3.1, 3.2)', async () => {
    const { access_token: token } = await person('forged')
    const before = await events()
    const said = claims(`${risc}sessions-revoked`, { subject: aboutWhom('forged') })
    const parts = (header: object) =>
      [header, said].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const pem = await exportSPKI(
      (await importJWK({ ...stage.server.publicJwk, ext: true }, 'RS256')) as CryptoKey,
    )
    const confused = parts({ alg: 'HS256', kid: 'k1', typ: 'secevent+jwt' })
    const { privateKey } = await generateKeyPair('RS256')
    const other = (header: object) =>
      new SignJWT(said).setProtectedHeader({ alg: 'RS256', typ: 'secevent+jwt', ...header }).sign(privateKey)
    const good = await stage.server.sign(said, { typ: 'secevent+jwt' })
    const [header = '', , signature = ''] = good.split('.')
    const swapped = Buffer.from(JSON.stringify({ ...said, jti: 'other' })).toString('base64url')
    const forgeries = [
      `${parts({ alg: 'none', typ: 'secevent+jwt' })}.`,
      `${parts({ alg: 'NONE', kid: 'k1', typ: 'secevent+jwt' })}.`,
      `${confused}.${createHmac('sha256', pem).update(confused).digest('base64url')}`,
      await other({ kid: 'k1' }),
      await other({ kid: 'made-up' }),
      await other({ kid: 'k1', jwk: stage.server.publicJwk }),
      await stage.server.signOtherwise(said, 'PS256'),
      `${header}.${swapped}.${signature}`,
      good.slice(0, -8),
    ]
    for (const forgery of forgeries) {
      const answer = await push(forgery)
      expect([answer.status, await answer.json()]).toMatchObject([400, { err: expect.any(String) }])
    }
    expect([await events(), await isSignedIn(service, token)]).toEqual([before, true])
    expect(await (await push(await other({ kid: 'made-up' }))).json()).toMatchObject({ err: 'invalid_key' })
    expect((await push(good)).status).toBe(202)
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
  })

  it('takes the same jti once, whatever else it says', async () => {
    await person('twice')
    expect((await push(await ending('twice', { jti: 'the same' }))).status).toBe(202)
    await noticesHeeded(service)
    const [before, again] = [await events(), await login('twice')]
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => push(await ending('twice', { jti: 'the same' }))),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    const other = await signed(`${risc}account-purged`, { subject: aboutWhom('twice') }, { jti: 'the same' })
    expect((await push(other)).status).toBe(202)
    expect([await events(), await isSignedIn(service, again.access_token)]).toEqual([before, true])
  })

  it('answers of a stranger as of any other', async () => {
    const before = await events()
    const answer = await push(await ending('a-stranger'))
    expect([answer.status, await answer.text(), await events()]).toEqual([202, '', before])
  })

  it('goes on with the keys that it has while they are out of reach', async () => {
    expect((await push(await ending('1'))).status).toBe(202)
    stage.answers.keys = json({}, 503)
    expect((await push(await ending('1'))).status).toBe(202)
  })

  it('is counted by what it tells, and refused in the log once, in words of ours', async () => {
    await push('a.b.c')
    await push('a.b.d')
    const metrics = await (await fetch(`${service.url}/metrics`)).text()
    const count = (outcome: string) =>
      Number(
        metrics
          .split('\n')
          .find((line) => line.includes(`{provider="google",webhook="events",outcome="${outcome}"}`))
          ?.split(' ')[1],
      )
    for (const outcome of [
      'sessions_revoked',
      'account_deleted',
      'nothing',
      'invalid_request',
      'invalid_key',
    ])
      expect(count(outcome), outcome).toBeGreaterThan(0)
    expect(count('invalid_issuer')).toBeGreaterThan(0)
    expect(count('unlinked')).toBe(0)
    const refusals = service.log.filter((line) => line.includes('refused a webhook'))
    expect(refusals.length).toBeGreaterThan(0)
    expect(service.log.join()).not.toContain('eyJ')
  })

  it('has no unlink callback', async () => {
    const address = `${service.url}/auth/google/webhooks/unlink`
    expect(await told(await fetch(address, { method: 'POST' }))).toMatchObject({ status: 404 })
  })
})

describe('security events while the keys are out of reach', () => {
  beforeAll(open(hostileGoogle))
  afterAll(close)

  it('are not refused, but wanted again (RFC 8935 2.4)', async () => {
    stage.answers.keys = json({}, 503)
    expect(await told(await push(await ending('1')))).toEqual({ status: 502, code: 'provider_unavailable' })
    stage.answers.keys = json({ keys: 'none' })
    expect(await told(await push(await ending('1')))).toEqual({ status: 502, code: 'provider_unavailable' })
    stage.reset()
    expect((await push(await ending('1'))).status).toBe(202)
  })
})

/** By the standards alone. */
describe('security events of any OpenID provider', () => {
  beforeAll(open(hostileAcme))
  afterAll(close)
  afterEach(() => stage.reset())

  it('sign out whom they name, by the subject of the token or of the event (RFC 9493 3.2.3)', async () => {
    const of: ((sub: string) => Promise<string>)[] = [
      (sub) => ending(sub),
      (sub) =>
        signed(`${risc}sessions-revoked`, {}, { sub_id: { format: 'iss_sub', iss: stage.server.url, sub } }),
      (sub) => signed(`${risc}sessions-revoked`, {}, { sub }),
    ]
    for (const [index, make] of of.entries()) {
      const { access_token: token } = await person(`acme-${index}`)
      expect((await push(await make(`acme-${index}`))).status).toBe(202)
      await vi.waitUntil(async () => !(await isSignedIn(service, token)))
    }
  })

  it('have their own type, in the header and of the content, and the issuer to the letter', async () => {
    expect(await told(await push(await ending('1'), 'application/json'))).toMatchObject({ status: 415 })
    const untyped = await stage.server.sign(claims(`${risc}verification`, {}), {})
    expect((await push(untyped)).status).toBe(400)
    const answer = await push(await ending('1', { iss: `${stage.server.url}/` }))
    expect(await answer.json()).toMatchObject({ err: 'invalid_issuer' })
  })
})
