import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorized, signedUp } from '../support/client.ts'
import { spawnScript } from '../support/processes.ts'
import type { Service } from '../support/service.ts'
import { secret, startService } from '../support/service.ts'

let service: Service
beforeAll(async () => {
  service = await startService({ SIGNING_ALGORITHM: 'EdDSA' })
})
afterAll(() => service.stop())

const command = async (words: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const surroundings = {
    PUBLIC_URL: service.url,
    DATABASE_URL: service.connectionString,
    DAEMUN_SECRET: secret,
    KAKAO_CLIENT_ID: 'tests',
    SIGNING_ALGORITHM: 'EdDSA',
    ...env,
  }
  const run = spawnScript('keys', surroundings, { words })
  return { code: await run.ended, output: run.output() }
}

describe('a service that signs with EdDSA', () => {
  it('issues access and signup tokens that anybody verifies by its keys', async () => {
    const { access_token } = await signedUp(service, '6001')
    const { alg } = decodeProtectedHeader(access_token)
    expect(alg).toBe('EdDSA')
    const keys = createRemoteJWKSet(new URL(`${service.url}/.well-known/jwks.json`))
    const checks = { issuer: service.url, audience: service.url, typ: 'at+jwt', algorithms: ['EdDSA'] }
    expect((await jwtVerify(access_token, keys, checks)).payload.sub).toMatch(/^[0-9a-f-]{36}$/)
    expect((await fetch(`${service.url}/users/me`, authorized(access_token))).status).toBe(200)
  })
})

describe('npm run keys', () => {
  const other = 'another-secret-for-tests-of-enough-bytes'

  it('lists, rotates and does not rotate twice', async () => {
    const kid = /[\w-]{43}/.exec((await command(['list'])).output)?.[0] ?? ''
    expect(await command(['list'])).toEqual({
      code: 0,
      output: expect.stringMatching(/EdDSA {2}signs, since/),
    })
    const rotated = await command(['rotate'], { SIGNING_ALGORITHM: 'ES256' })
    expect(rotated.code).toBe(0)
    expect(rotated.output).toMatch(/is published[\s\S]+ES256 {2}signs in 15 minutes/)
    expect(await command(['rotate'])).toEqual({
      code: 1,
      output: expect.stringMatching(new RegExp(`There is a next key already[\\s\\S]+${kid}  EdDSA  signs`)),
    })
  })

  it('seals anew by the first secret, and says when none of the list opens a key', async () => {
    expect(await command(['reseal'], { DAEMUN_SECRET: other })).toEqual({
      code: 1,
      output: expect.stringMatching(/^DAEMUN_SECRET does not open [\w-]{43}/),
    })
    const resealed = await command(['reseal'], { DAEMUN_SECRET: `${other},${secret}` })
    expect(resealed).toEqual({
      code: 0,
      output: expect.stringMatching(/sealed now: 2 keys, 0 tokens of providers\.\n$/),
    })
    expect((await command(['reseal'], { DAEMUN_SECRET: other })).output).toMatch(
      /sealed now: 0 keys, 0 tokens of providers\.\n$/,
    )
    expect((await command(['reseal'])).code).toBe(1)
    expect((await command(['reseal'], { DAEMUN_SECRET: `${secret},${other}` })).code).toBe(0)
  })

  it('says what it knows when it is asked for something else', async () => {
    for (const words of [[], ['rotat'], ['list', 'all'], ['toString']])
      expect(await command(words)).toEqual({
        code: 64,
        output: expect.stringContaining('npm run keys -- rotate'),
      })
  })
})
