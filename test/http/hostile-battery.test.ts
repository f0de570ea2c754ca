import { gzipSync } from 'node:zlib'
import type { CryptoKey } from 'jose'
import { exportJWK, exportSPKI, generateKeyPair, importJWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { beginLogin, code } from '../support/begun-login.ts'
import { newClient } from '../support/client.ts'
import type { Answer } from '../support/hostile-server.ts'
import { drip, json, raw, silence } from '../support/hostile-server.ts'
import type { Stage } from '../support/hostile-stages.ts'
import {
  hostileAcme,
  hostileGoogle,
  hostileNaver,
  secretOfClient,
  tokens,
} from '../support/hostile-stages.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const unavailable = { status: 502, code: 'provider_unavailable' }
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds

const providers = { naver: hostileNaver, google: hostileGoogle, acme: hostileAcme }

/** Protocols 7.6, security 2.1 RC6 to RC8, RC13, for every provider besides Kakao, which has more of its own. */
describe.each(Object.entries(providers))('a hostile %s', (name, raise) => {
  let stage: Stage
  let service: Service
  beforeAll(async () => {
    stage = await raise()
    service = await startService({ SIMULATOR: 'off', ROLE: 'api', ...stage.env })
  })
  afterAll(async () => {
    await service?.stop()
    await stage?.server.close()
  })
  // Nothing but failures is taken for an outage, and then nobody is asked any more.
  beforeEach(async () => {
    stage.reset()
    for (const _ of [1, 2]) await comeBack(() => refuse(stage))
    stage.reset()
  })

  const refuse = ({ answers }: Stage) => {
    answers.token = json({ error: 'invalid_grant' }, 400)
  }
  const comeBack = async (prepare: (nonce: string) => void | Promise<void>) => {
    const begun = await beginLogin(newClient(service), '', name)
    await prepare(begun.nonce)
    return told(await begun.comeBack())
  }
  const nobodyWasLetIn = async () => {
    for (const table of ['identities', 'sessions', 'users', 'outbox'])
      expect(await service.query(`select 1 from ${table}`)).toEqual([])
    for (const secret of [code, tokens.access_token, tokens.refresh_token, secretOfClient, 'eyJ'])
      expect(service.log.join()).not.toContain(secret)
  }
  const callsTo = (part: keyof Stage['paths']) =>
    stage.server.calls.filter((path) => path === stage.paths[part]).length

  describe('whose token answer', () => {
    const strange: [what: string, answer: Answer][] = [
      ['is a fault of its server', json({ error: 'server_error' }, 500)],
      ['is a page', raw('<html></html>', 'text/html')],
      ['is JSON by another name', raw(JSON.stringify(tokens), 'text/plain')],
      ['is empty', raw('', 'application/json')],
      ['is cut off', raw('{"access_token":"a', 'application/json')],
      ['is a list', json([1])],
      ['is null', json(null)],
      ['is huge', json({ ...tokens, more: 'x'.repeat(200_000) })],
      [
        'is a bomb',
        raw(gzipSync(Buffer.alloc(50_000_000, 'a')), 'application/json', 200, { 'content-encoding': 'gzip' }),
      ],
      ['is not UTF-8', raw(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'application/json')],
      ['is without a token', json({ token_type: 'bearer' })],
      ['is a token that is a number', json({ ...tokens, access_token: 7 })],
      ['is an error that nobody knows', json({ error: 'constructor' }, 400)],
      ['is an error that is no word', json({ error: ['invalid_grant'] }, 400)],
      ['is that our credentials are bad', json({ error: 'invalid_client' }, 401)],
      ['is a broken connection', (request) => void request.socket.destroy()],
    ]
    it.each(strange)('%s', async (_what, answer) => {
      const outcome = await comeBack(() => {
        stage.answers.token = answer
      })
      expect(outcome).toEqual(unavailable)
      expect(callsTo('token')).toBe(1)
      await nobodyWasLetIn()
    })

    it.each([301, 302, 303, 307, 308])('is a redirect with status %i: it is not followed', async (status) => {
      const trap = { location: `${stage.server.url}/trap` }
      const outcome = await comeBack(() => {
        stage.answers.token = raw('{}', 'application/json', status, trap)
      })
      expect(outcome).toEqual(unavailable)
      expect(stage.server.calls).not.toContain('/trap')
      await nobodyWasLetIn()
    })

    it('repeats the code in its text, which goes nowhere', async () => {
      const error_description = `no such code=${code}`
      const outcome = await comeBack(() => {
        stage.answers.token = json({ error: 'invalid_grant', error_description }, 400)
      })
      expect(outcome).toEqual({ status: 400, code: 'invalid_code' })
      await nobodyWasLetIn()
    })
  })

  it('is waited for three seconds and no longer, silent or dripping', async () => {
    for (const answer of [silence, drip]) {
      const outcome = await comeBack(() => {
        stage.answers.token = answer
      })
      expect(outcome).toEqual({ status: 504, code: 'provider_timeout' })
    }
    await nobodyWasLetIn()
  })

  if (name === 'naver') battery200()
  else batteryOfTokens()

  // Without it everything above could be refused for a reason of the stage's own. The last: now somebody is in.
  it('lets one in when it is honest after all', async () => {
    expect((await comeBack((nonce) => stage.vouch(nonce, 'honest'))).status).toBe(202)
    const [form] = stage.server.forms
    expect(form?.get('client_secret')).toBe(secretOfClient)
    expect(await service.query('select provider, subject from identities')).toEqual([
      { provider: name, subject: 'honest' },
    ])
  })

  function battery200() {
    it.each([
      [{ error: 'invalid_request', error_description: 'no valid data in session' }, 400, 'invalid_code'],
      [
        { error: 'invalid_request', error_description: 'wrong client id / client secret pair' },
        502,
        'provider_unavailable',
      ],
      [{ error: 'unauthorized_client' }, 502, 'provider_unavailable'],
      [{ error: 'server_error' }, 502, 'provider_unavailable'],
      [{ error: 'access_denied' }, 403, 'access_denied'],
      [{ error: 'invalid_request', ...tokens }, 400, 'invalid_code'],
      [{ error: 7, ...tokens }, 502, 'provider_unavailable'],
      [{ error: '', ...tokens }, 502, 'provider_unavailable'],
    ])('tells %j with status 200, which lets nobody in', async (body, status, problem) => {
      const outcome = await comeBack(async (nonce) => {
        await stage.vouch(nonce)
        stage.answers.token = json(body)
      })
      expect(outcome).toEqual({ status, code: problem })
      expect(callsTo('person')).toBe(0)
      await nobodyWasLetIn()
    })

    it('is sent the state with the code, in the body and never in the address', async () => {
      const begun = await beginLogin(newClient(service), '', name)
      refuse(stage)
      await begun.comeBack()
      expect(Object.fromEntries(stage.server.forms[0] ?? [])).toMatchObject({ state: begun.state, code })
    })

    const ok = (response: unknown, more = {}) =>
      json({ resultcode: '00', message: 'success', response, ...more })
    const wrong: [what: string, answer: Answer, status: number][] = [
      ['an error with status 200', json({ resultcode: '024', message: 'Authentication failed' }), 502],
      ['an error with a person in it', ok({ id: 'x' }, { resultcode: '024' }), 502],
      ['success as a number', ok({ id: 'x' }, { resultcode: 0 }), 502],
      ['the documented 401', json({ resultcode: '024', message: 'Authentication failed' }, 401), 502],
      ['the words of the gateway', json({ errorMessage: 'Not Exist', errorCode: '051' }, 404), 502],
      ['that the app may not', json({ resultcode: '403', message: 'Forbidden' }, 403), 502],
      ['that the quota is used up', json({ errorMessage: 'quota', errorCode: '010' }, 429), 503],
      ['nobody', json({ resultcode: '00', message: 'success' }), 502],
      ['null', ok(null), 502],
      ['a list', ok([{ id: 'x' }]), 502],
      ['no id', ok({ nickname: 'x' }), 502],
      ['an empty id', ok({ id: '' }), 502],
      ['an id of null', ok({ id: null }), 502],
      ['an id of 65 characters', ok({ id: 'x'.repeat(65) }), 502],
      ['an id with a space', ok({ id: 'a b' }), 502],
      ['an id beyond ASCII', ok({ id: '가' }), 502],
      ['an id that is a number', ok({ id: 5 }), 502],
      [
        'an id past 2^53',
        raw('{"resultcode":"00","response":{"id":9007199254740993}}', 'application/json'),
        502,
      ],
      ['a page', raw('<html></html>', 'text/html'), 502],
      ['more than we read', ok({ id: 'x', more: 'x'.repeat(200_000) }), 502],
      ['half of it', raw('{"resultcode":"00","response":{"id":"x"', 'application/json'), 502],
      ['the way to others', raw('{}', 'application/json', 302, { location: '/trap' }), 502],
      ['a broken connection', (request) => void request.socket.destroy(), 502],
    ]
    it.each(wrong)('answers %s instead of a person', async (_what, answer, status) => {
      const outcome = await comeBack(async (nonce) => {
        await stage.vouch(nonce)
        stage.answers.person = answer
      })
      expect(outcome.status).toBe(status)
      expect(stage.server.calls).not.toContain('/trap')
      await nobodyWasLetIn()
    })
  }

  function batteryOfTokens() {
    const comeBackWith = (idToken: (nonce: string) => unknown) =>
      comeBack(async (nonce) => {
        await stage.vouch(nonce)
        stage.answers.token = json({ ...tokens, id_token: await idToken(nonce) })
      })

    const forged: [what: string, claims: Record<string, unknown>, header?: Record<string, unknown>][] = [
      ['of another nonce', { nonce: 'another' }],
      ['without a nonce', { nonce: undefined }],
      ['of another issuer', { iss: 'https://accounts.google.com.evil.example' }],
      ['of an issuer with a slash too many', { iss: 'SLASH' }],
      ['of another audience', { aud: 'another-app' }],
      ['of one more audience', { aud: ['the-client-id', 'another-app'] }],
      ['of no audience', { aud: [] }],
      ['for another authorized party', { azp: 'another-app' }],
      ['that has expired', { exp: inSeconds(-3_600), iat: inSeconds(-7_200) }],
      ['that never expires', { exp: undefined }],
      ['without a time of issue', { iat: undefined }],
      ['that expires before it was issued', { iat: inSeconds(0), exp: inSeconds(-10) }],
      ['of the future', { iat: inSeconds(3_600), exp: inSeconds(7_200) }],
      ['of an hour ago', { iat: inSeconds(-3_600) }],
      ['without a subject', { sub: undefined }],
      ['whose subject is null', { sub: null }],
      ['whose subject is empty', { sub: '' }],
      ['whose subject is a number', { sub: 1_376_016_924 }],
      ['whose subject has 256 characters', { sub: 'x'.repeat(256) }],
      ['whose subject has a space', { sub: 'a b' }],
      ['whose subject is beyond ASCII', { sub: '길동' }],
      ['by an unknown key', {}, { kid: 'k2' }],
    ]
    it.each(forged)('vouches by an id_token %s', async (_what, claims, header) => {
      const iss = claims.iss === 'SLASH' ? { iss: `${stage.server.url}/` } : {}
      const outcome = await comeBackWith((nonce) =>
        stage.server.sign(stage.claims(nonce, { ...claims, ...iss }), header),
      )
      expect(outcome).toEqual(unavailable)
      await nobodyWasLetIn()
    })

    it('vouches by another key under a known name', async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
      const jwk = { ...(await exportJWK(publicKey)), kid: 'k1' }
      for (const header of [
        {},
        { jwk },
        { jku: `${stage.server.url}/trap` },
        { x5u: `${stage.server.url}/trap` },
      ]) {
        const sign = (nonce: string) => stage.server.sign(stage.claims(nonce), header, privateKey)
        expect(await comeBackWith(sign)).toEqual(unavailable)
      }
      expect(stage.server.calls).not.toContain('/trap')
      await nobodyWasLetIn()
    })

    it('gives a token that is not to be borne', async () => {
      const outcome = await comeBack(async (nonce) => {
        const id_token = await stage.server.sign(stage.claims(nonce))
        stage.answers.token = json({ ...tokens, token_type: 'mac', id_token })
      })
      expect(outcome).toEqual(unavailable)
      await nobodyWasLetIn()
    })

    it('vouches by HMAC, with its public key or our own secret (RFC 8725 2.1)', async () => {
      const { publicJwk } = stage.server
      const pem = await exportSPKI((await importJWK(publicJwk, 'RS256')) as CryptoKey)
      for (const secret of [JSON.stringify(publicJwk), pem, secretOfClient.padEnd(32, ' '), secretOfClient]) {
        const key = new TextEncoder().encode(secret)
        const sign = (nonce: string) => stage.server.sign(stage.claims(nonce), { alg: 'HS256' }, key)
        expect(await comeBackWith(sign)).toEqual(unavailable)
      }
      await nobodyWasLetIn()
    })

    it('vouches by the right key in a way that it did not announce, or by no key', async () => {
      const other = (nonce: string) => stage.server.signOtherwise(stage.claims(nonce), 'PS256')
      expect(await comeBackWith(other)).toEqual(unavailable)
      const none = async (nonce: string) => {
        const [, payload] = (await stage.server.sign(stage.claims(nonce))).split('.')
        return `${Buffer.from('{"alg":"none","kid":"k1"}').toString('base64url')}.${payload}.`
      }
      expect(await comeBackWith(none)).toEqual(unavailable)
      await nobodyWasLetIn()
    })

    it.each([undefined, null, 7, 'x.y.z', ''])('gives %j for an id_token', async (idToken) => {
      expect(await comeBackWith(() => idToken)).toEqual(unavailable)
      await nobodyWasLetIn()
    })

    const mad: [what: string, answer: Answer][] = [
      ['someone else', json({ sub: '2', email: 'victim@example.com', email_verified: true })],
      ['nobody', json({ name: 'x' })],
      ['a number', json({ sub: 1 })],
      ['an error', json({ error: 'invalid_token' }, 401)],
      ['an error that names the person', json({ sub: '1' }, 500)],
      ['a signed answer', raw('eyJhbGciOiJSUzI1NiJ9.e30.', 'application/jwt')],
      ['a page', raw('<html></html>', 'text/html')],
      ['more than we read', json({ sub: '1', more: 'x'.repeat(200_000) })],
      ['the way to others', raw('{}', 'application/json', 307, { location: '/trap' })],
    ]
    it.each(mad)('answers %s where the profile is', async (_what, answer) => {
      const outcome = await comeBack(async (nonce) => {
        await stage.vouch(nonce)
        stage.answers.person = answer
      })
      expect(outcome).toEqual(unavailable)
      expect(stage.server.calls).not.toContain('/trap')
      await nobodyWasLetIn()
    })
  }
})
