import { gzipSync } from 'node:zlib'
import type { CryptoKey } from 'jose'
import { exportJWK, exportSPKI, generateKeyPair, importJWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { beginLogin, code } from '../support/begun-login.ts'
import { newClient } from '../support/client.ts'
import type { HostileKakao } from '../support/hostile-kakao.ts'
import { startHostileKakao, tokens } from '../support/hostile-kakao.ts'
import type { Answer } from '../support/hostile-server.ts'
import { json, raw } from '../support/hostile-server.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const subject = '1376016924429759228'

/** Protocols 7.6, security 2.1 RC6 to RC8, RC13: whatever a provider says, nobody is let in by it. */
describe('a hostile provider', () => {
  let kakao: HostileKakao
  let service: Service
  beforeAll(async () => {
    kakao = await startHostileKakao(subject)
    service = await startService({
      SIMULATOR: 'off',
      KAKAO_AUTH_URL: kakao.url,
      KAKAO_API_URL: kakao.url,
      KAKAO_CLIENT_ID: kakao.clientId,
      KAKAO_CLIENT_SECRET: 'the-client-secret',
    })
  })
  afterAll(async () => {
    await service?.stop()
    await kakao?.close()
  })
  beforeEach(() => kakao.reset())

  /** Begins a login, lets the test set the stage for its nonce, and comes back with a code. */
  const comeBack = async (stage: (nonce: string) => void | Promise<void>) => {
    const begun = await beginLogin(newClient(service))
    await stage(begun.nonce)
    const answer = await begun.comeBack()
    return { status: answer.status, body: (await answer.json()) as { code?: string } }
  }

  const tokenWith = (idToken: unknown, more: object = {}): Answer =>
    json({ ...tokens, id_token: idToken, ...more })

  const nobodyWasLetIn = async () => {
    for (const table of ['identities', 'sessions', 'users', 'outbox']) {
      expect(await service.query(`select 1 from ${table}`)).toEqual([])
    }
    const log = service.log.join()
    for (const secret of [code, tokens.access_token, tokens.refresh_token, 'the-client-secret', 'eyJ'])
      expect(log).not.toContain(secret)
  }

  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds

  describe('with an id_token', () => {
    const forged: [what: string, claims: Record<string, unknown>, header?: Record<string, unknown>][] = [
      ['of another nonce', { nonce: 'another' }],
      ['without a nonce', { nonce: undefined }],
      ['of another issuer', { iss: 'https://kauth.kakao.com.evil.example' }],
      ['of another audience', { aud: 'another-app' }],
      ['of one more audience', { aud: ['rest-api-key', 'another-app'] }],
      ['of no audience', { aud: [] }],
      ['of an audience that begins alike', { aud: 'rest-api-key-2' }],
      ['for another authorized party', { azp: 'another-app' }],
      ['that has expired', { exp: inSeconds(-3_600), iat: inSeconds(-7_200) }],
      ['that never expires', { exp: undefined }],
      ['without a time of issue', { iat: undefined }],
      ['whose nonce is a list', { nonce: ['NONCE'] }],
      ['that expires before it was issued', { iat: inSeconds(0), exp: inSeconds(-10) }],
      ['of the future', { iat: inSeconds(3_600), exp: inSeconds(7_200) }],
      ['of an hour ago', { iat: inSeconds(-3_600) }],
      ['without a subject', { sub: undefined }],
      ['whose subject is null', { sub: null }],
      ['whose subject is empty', { sub: '' }],
      ['whose subject has a zero before it', { sub: '01376016924429759228' }],
      ['whose subject is a number', { sub: 1_376_016_924 }],
      ['whose subject is no Kakao id', { sub: 'null' }],
      ['whose subject is past int64', { sub: '9223372036854775808' }],
      ['by an unknown key', {}, { kid: 'k2' }],
    ]
    it.each(forged)('%s', async (_what, claims, header) => {
      const { status, body } = await comeBack(async (nonce) => {
        const listed = Array.isArray(claims.nonce) ? { nonce: [nonce] } : {}
        kakao.answers.token = tokenWith(await kakao.idToken(nonce, { ...claims, ...listed }, header))
      })
      expect({ status, code: body.code }).toEqual({ status: 502, code: 'provider_unavailable' })
      await nobodyWasLetIn()
    })

    const claimsOf = (nonce: string) => ({
      iss: kakao.url,
      aud: kakao.clientId,
      sub: subject,
      iat: inSeconds(0),
      exp: inSeconds(600),
      nonce,
    })

    it('by another key under a known name, whatever the token itself says of its keys', async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
      const jwk = { ...(await exportJWK(publicKey)), kid: 'k1' }
      for (const header of [{}, { jwk }, { jku: `${kakao.url}/trap` }, { x5u: `${kakao.url}/trap` }]) {
        const { status } = await comeBack(async (nonce) => {
          kakao.answers.token = tokenWith(await kakao.sign(claimsOf(nonce), header, privateKey))
        })
        expect(status).toBe(502)
      }
      expect(kakao.calls).not.toContain('/trap')
      await nobodyWasLetIn()
    })

    it('signed by HMAC with the public key as its secret (RFC 8725 2.1)', async () => {
      const pem = await exportSPKI((await importJWK(kakao.publicJwk, 'RS256')) as CryptoKey)
      for (const secret of [JSON.stringify(kakao.publicJwk), pem, kakao.publicJwk.n ?? '']) {
        const { status } = await comeBack(async (nonce) => {
          const key = new TextEncoder().encode(secret)
          kakao.answers.token = tokenWith(await kakao.sign(claimsOf(nonce), { alg: 'HS256' }, key))
        })
        expect(status).toBe(502)
      }
      await nobodyWasLetIn()
    })

    it('signed by the right key in another way', async () => {
      const { status } = await comeBack(async (nonce) => {
        kakao.answers.token = tokenWith(await kakao.signOtherwise(claimsOf(nonce), 'PS256'))
      })
      expect(status).toBe(502)
      await nobodyWasLetIn()
    })

    it('signed by nobody', async () => {
      const { status } = await comeBack(async (nonce) => {
        const [, payload] = (await kakao.idToken(nonce)).split('.')
        const header = Buffer.from('{"alg":"none","kid":"k1"}').toString('base64url')
        kakao.answers.token = tokenWith(`${header}.${payload}.`)
      })
      expect(status).toBe(502)
      await nobodyWasLetIn()
    })

    it.each([
      ['missing', undefined],
      ['a number', 7],
      ['no token', 'x.y.z'],
    ])('%s', async (_what, idToken) => {
      const { status } = await comeBack(() => {
        kakao.answers.token = tokenWith(idToken)
      })
      expect(status).toBe(502)
      await nobodyWasLetIn()
    })
  })

  describe('whose token answer', () => {
    // Nothing but failures is taken for an outage, and then nobody is asked any more.
    beforeEach(async () => {
      await comeBack(() => {
        kakao.answers.token = json({ error: 'invalid_grant' }, 400)
      })
      kakao.reset()
    })

    const huge = 'x'.repeat(200_000)
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'a'))
    const strange: [what: string, answer: Answer][] = [
      ['is a fault of its server', json({ error: 'server_error' }, 500)],
      ['is a page', raw('<html>Kakao</html>', 'text/html')],
      ['is a page with status 500', raw('<html>Kakao</html>', 'text/html', 500)],
      ['is empty', raw('', 'application/json')],
      ['is cut off', raw('{"access_token":"a', 'application/json')],
      ['is a list', json([1])],
      ['is null', json(null)],
      ['is huge', json({ access_token: huge, token_type: 'bearer' })],
      ['is a bomb', raw(bomb, 'application/json', 200, { 'content-encoding': 'gzip' })],
      ['is not UTF-8', raw(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'application/json')],
      ['is of another token type', json({ token_type: 'mac', access_token: 'provider-access-token' })],
      ['has no access token', json({ token_type: 'bearer' })],
      ['is a broken connection', (request) => void request.socket.destroy()],
    ]
    it.each(strange)('%s', async (_what, answer) => {
      const { status, body } = await comeBack(() => {
        kakao.answers.token = answer
      })
      expect({ status, code: body.code }).toEqual({ status: 502, code: 'provider_unavailable' })
      expect(kakao.calls.filter((path) => path === '/oauth/token')).toHaveLength(1)
      await nobodyWasLetIn()
    })

    it.each([301, 302, 307, 308])('is a redirect with status %i: it is not followed', async (status) => {
      const outcome = await comeBack(() => {
        kakao.answers.token = raw('{}', 'application/json', status, { location: `${kakao.url}/trap` })
      })
      expect(outcome.status).toBe(502)
      expect(kakao.calls).toEqual(['/oauth/token'])
      await nobodyWasLetIn()
    })

    const says = async (error: object, httpStatus: number) => {
      const { status, body } = await comeBack(() => {
        kakao.answers.token = json({ error_description: `not found for code=${code}`, ...error }, httpStatus)
      })
      expect(JSON.stringify(body)).not.toContain(code)
      return `${status} ${body.code}`
    }

    const words = {
      '400 invalid_code': ['KOE114', 'KOE303', 'KOE320', 'KOE322'],
      '403 access_denied': ['KOE005', 'KOE203', 'KOE406'],
      '503 provider_busy': ['KOE237'],
      '502 provider_unavailable': [
        ...['KOE001', 'KOE002', 'KOE003', 'KOE004', 'KOE006', 'KOE008', 'KOE009', 'KOE010', 'KOE101'],
        ...['KOE126', 'KOE127', 'KOE204', 'KOE205', 'KOE207', 'KOE310', 'KOE319', 'KOE9798', 'KOE999'],
      ],
    }
    it.each(Object.entries(words))('means %s by %j, whatever its status', async (expected, koes) => {
      for (const error_code of koes)
        for (const httpStatus of [400, 401, 500])
          expect([error_code, await says({ error_code }, httpStatus)]).toEqual([error_code, expected])
      await nobodyWasLetIn()
    })

    it.each([
      [{ error: 'invalid_grant' }, '400 invalid_code'],
      [{ error: 'access_denied' }, '403 access_denied'],
      [{ error: 'invalid_client' }, '502 provider_unavailable'],
      [{ error: 'constructor', error_code: 'toString' }, '502 provider_unavailable'],
      [{ error: ['invalid_grant'], error_code: { KOE320: 1 } }, '502 provider_unavailable'],
    ])('is %j', async (error, expected) => {
      expect(await says(error, 400)).toBe(expected)
      await nobodyWasLetIn()
    })
  })

  it('is waited for three seconds and no longer, silent or dripping, at either of its addresses', async () => {
    const silence: Answer = () => {}
    const drip: Answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{')
      const dripping = setInterval(() => response.write(' '), 200)
      response.on('close', () => clearInterval(dripping))
    }
    const begun = await Promise.all(Array.from({ length: 4 }, () => beginLogin(newClient(service))))
    const honest = await Promise.all(begun.map(async ({ nonce }) => tokenWith(await kakao.idToken(nonce))))
    const ways = [silence, drip, honest[2] ?? silence, honest[3] ?? silence]
    kakao.answers.token = (...call) => ways[Number(kakao.forms.at(-1)?.get('code'))]?.(...call)
    kakao.answers.user = (...call) =>
      (kakao.calls.filter((path) => path === '/v2/user/me').length === 1 ? silence : drip)(...call)
    const since = Date.now()
    const answers = await Promise.all(begun.map(({ comeBack: back }, way) => back({ code: String(way) })))
    for (const answer of answers) {
      expect(await told(answer)).toEqual({ status: 504, code: 'provider_timeout' })
      expect(answer.headers.get('retry-after')).toBe('5')
    }
    expect(Date.now() - since).toBeGreaterThan(2_900)
    await nobodyWasLetIn()
  })

  describe('whose word on a person', () => {
    const honestToken = async (nonce: string) => {
      kakao.answers.token = tokenWith(await kakao.idToken(nonce))
    }
    const strange: [what: string, answer: Answer, status: number][] = [
      ['is of the next person', raw('{"id":1376016924429759229}', 'application/json'), 502],
      ['is of nobody', json({ msg: 'no id here' }), 502],
      ['is a float', raw('{"id":1376016924429759228.5}', 'application/json'), 502],
      ['is refused', json({ msg: 'this access token does not exist', code: -401 }, 401), 502],
      ['is over the quota', json({ msg: 'API limit has been exceeded.', code: -10 }, 400), 503],
      ['is that they are too young', json({ msg: 'under 14', code: -451 }, 403), 403],
      ['is that it is tired', json({ msg: 'internal', code: -1 }, 500), 502],
      ['is that the address is wrong', json({ msg: 'ip mismatched', code: -401 }, 401), 502],
      ['is that consent is lacking', json({ msg: 'insufficient scopes.', code: -402 }, 403), 502],
      ['is that it is being repaired', json({ msg: 'check', code: -9798 }, 503), 502],
      ['is that they are blocked', json({ msg: 'blocked', code: -4 }, 400), 403],
      ['is that they are gone', json({ msg: 'dormant', code: '-103' }, 400), 403],
      ['is the same with a wrong status', raw(`{"id":${subject}}`, 'application/json', 500), 502],
      ['is a page', raw('<html></html>', 'text/html'), 502],
      ['is empty', raw('', 'application/json'), 502],
      ['is cut off', raw(`{"id":${subject}`, 'application/json'), 502],
      ['is a list', raw(`[{"id":${subject}}]`, 'application/json'), 502],
      ['is huge', raw(`{"id":${subject},"x":"${'x'.repeat(200_000)}"}`, 'application/json'), 502],
      ['is two', raw(`{"id":${subject},"id":5}`, 'application/json'), 502],
      ['is a broken connection', (request) => void request.socket.destroy(), 502],
      ['is elsewhere', raw('{}', 'application/json', 302, { location: '/trap' }), 502],
      ['is elsewhere, for good', raw('{}', 'application/json', 308, { location: '/trap' }), 502],
    ]
    it.each(strange)('%s', async (_what, answer, status) => {
      const outcome = await comeBack(async (nonce) => {
        await honestToken(nonce)
        kakao.answers.user = answer
      })
      expect(outcome.status).toBe(status)
      expect(kakao.calls).not.toContain('/trap')
      await nobodyWasLetIn()
    })

    it('is not asked for when the id_token is bad', async () => {
      await comeBack(async (nonce) => {
        kakao.answers.token = tokenWith(await kakao.idToken(nonce, { nonce: 'another' }))
      })
      expect(kakao.calls).not.toContain('/v2/user/me')
    })
  })

  // Without it everything above could be refused for a reason of the stage's own.
  it('lets one in when it is honest after all', async () => {
    expect((await comeBack((nonce) => kakao.vouch(nonce))).status).toBe(202)
    const single = { aud: [kakao.clientId], azp: kakao.clientId, iat: inSeconds(50) }
    const { status } = await comeBack(async (nonce) => {
      kakao.answers.token = tokenWith(await kakao.idToken(nonce, single))
    })
    expect(status).toBe(202)
    expect(await service.query('select subject from identities')).toEqual([{ subject }])
  })
})
