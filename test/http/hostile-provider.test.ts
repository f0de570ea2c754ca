import { gzipSync } from 'node:zlib'
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newClient } from '../support/client.ts'
import type { Answer, HostileKakao } from '../support/hostile-kakao.ts'
import { json, raw, startHostileKakao } from '../support/hostile-kakao.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const subject = '1376016924429759228'
const code = 'a-very-secret-authorization-code'

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
    const client = newClient(service)
    const begun = await client.fetch('/auth/kakao/login')
    const asked = new URL(begun.headers.get('location') ?? '').searchParams
    await stage(asked.get('nonce') ?? '')
    const answer = await client.fetch(`/auth/kakao/callback?code=${code}&state=${asked.get('state')}`)
    return { status: answer.status, body: (await answer.json()) as { code?: string } }
  }

  const tokenWith = (idToken: unknown, more: object = {}): Answer =>
    json({ token_type: 'bearer', access_token: 'provider-access-token', id_token: idToken, ...more })

  const nobodyWasLetIn = async () => {
    for (const table of ['identities', 'sessions', 'users', 'outbox']) {
      expect(await service.query(`select 1 from ${table}`)).toEqual([])
    }
    expect(service.log.join()).not.toContain(code)
    expect(service.log.join()).not.toContain('provider-access-token')
    expect(service.log.join()).not.toContain('the-client-secret')
  }

  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds

  describe('with an id_token', () => {
    const forged: [what: string, claims: Record<string, unknown>, header?: Record<string, unknown>][] = [
      ['of another nonce', { nonce: 'another' }],
      ['without a nonce', { nonce: undefined }],
      ['of another issuer', { iss: 'https://kauth.kakao.com.evil.example' }],
      ['of another audience', { aud: 'another-app' }],
      ['of one more audience', { aud: ['rest-api-key', 'another-app'] }],
      ['for another authorized party', { azp: 'another-app' }],
      ['that has expired', { exp: inSeconds(-3_600), iat: inSeconds(-7_200) }],
      ['that never expires', { exp: undefined }],
      ['without a time of issue', { iat: undefined }],
      ['of the future', { iat: inSeconds(3_600), exp: inSeconds(7_200) }],
      ['of an hour ago', { iat: inSeconds(-3_600) }],
      ['without a subject', { sub: undefined }],
      ['whose subject is a number', { sub: 1_376_016_924 }],
      ['whose subject is no Kakao id', { sub: 'null' }],
      ['whose subject is past int64', { sub: '9223372036854775808' }],
      ['by an unknown key', {}, { kid: 'k2' }],
    ]
    it.each(forged)('%s', async (_what, claims, header) => {
      const { status, body } = await comeBack(async (nonce) => {
        kakao.answers.token = tokenWith(await kakao.idToken(nonce, claims, header))
      })
      expect({ status, code: body.code }).toEqual({ status: 502, code: 'provider_unavailable' })
      await nobodyWasLetIn()
    })

    it('by another key under a known name', async () => {
      const { privateKey } = await generateKeyPair('RS256')
      const { status } = await comeBack(async (nonce) => {
        const claims = {
          iss: kakao.url,
          aud: kakao.clientId,
          sub: subject,
          iat: inSeconds(0),
          exp: inSeconds(600),
          nonce,
        }
        kakao.answers.token = tokenWith(await kakao.sign(claims, {}, privateKey))
      })
      expect(status).toBe(502)
      await nobodyWasLetIn()
    })

    it('signed by HMAC with the public key as its secret', async () => {
      const secret = new TextEncoder().encode(JSON.stringify(kakao.publicJwk))
      const { status } = await comeBack(async (nonce) => {
        const claims = {
          iss: kakao.url,
          aud: kakao.clientId,
          sub: subject,
          iat: inSeconds(0),
          exp: inSeconds(600),
          nonce,
        }
        kakao.answers.token = tokenWith(await kakao.sign(claims, { alg: 'HS256' }, secret))
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

    it.each([
      ['never comes', () => {}],
      [
        'drips',
        (_request, response) => {
          response.writeHead(200, { 'content-type': 'application/json' }).write('{')
          const drip = setInterval(() => response.write(' '), 200)
          response.on('close', () => clearInterval(drip))
        },
      ],
    ] as [string, Answer][])('%s: 504 after three seconds', async (_what, answer) => {
      const { status, body } = await comeBack(() => {
        kakao.answers.token = answer
      })
      expect({ status, code: body.code }).toEqual({ status: 504, code: 'provider_timeout' })
      await nobodyWasLetIn()
    })

    const refusals: [error: object, httpStatus: number, status: number, code: string][] = [
      [
        { error: 'invalid_grant', error_code: 'KOE320', error_description: `code=${code}` },
        400,
        400,
        'invalid_code',
      ],
      [{ error: 'invalid_grant' }, 400, 400, 'invalid_code'],
      [{ error: 'invalid_client', error_code: 'KOE010' }, 401, 502, 'provider_unavailable'],
      [{ error: 'invalid_client', error_code: 'KOE101' }, 401, 502, 'provider_unavailable'],
      [{ error: 'invalid_request', error_code: 'KOE237' }, 400, 503, 'provider_busy'],
      [{ error: 'invalid_request', error_code: 'KOE406' }, 400, 403, 'access_denied'],
      [{ error: 'constructor', error_code: 'toString' }, 400, 502, 'provider_unavailable'],
    ]
    it.each(refusals)('is %j', async (error, httpStatus, status, expected) => {
      const { status: answered, body } = await comeBack(() => {
        kakao.answers.token = json(error, httpStatus)
      })
      expect({ status: answered, code: body.code }).toEqual({ status, code: expected })
      expect(JSON.stringify(body)).not.toContain(code)
      await nobodyWasLetIn()
    })
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
      ['is a page', raw('<html></html>', 'text/html'), 502],
    ]
    it.each(strange)('%s', async (_what, answer, status) => {
      const outcome = await comeBack(async (nonce) => {
        await honestToken(nonce)
        kakao.answers.user = answer
      })
      expect(outcome.status).toBe(status)
      await nobodyWasLetIn()
    })

    it('is not asked for when the id_token is bad', async () => {
      await comeBack(async (nonce) => {
        kakao.answers.token = tokenWith(await kakao.idToken(nonce, { nonce: 'another' }))
      })
      expect(kakao.calls).not.toContain('/v2/user/me')
    })
  })
})
