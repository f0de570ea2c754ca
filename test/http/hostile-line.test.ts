import type { CryptoKey } from 'jose'
import { exportSPKI, generateKeyPair, importJWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { beginLogin } from '../support/begun-login.ts'
import { newClient } from '../support/client.ts'
import { json } from '../support/hostile-server.ts'
import type { Stage } from '../support/hostile-stages.ts'
import { hostileLine, metadataOf, secretOfClient, tokens } from '../support/hostile-stages.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const unavailable = { status: 502, code: 'provider_unavailable' }

/** LINE alone signs with a secret that we share (RFC 8725 2.1): nothing else may ever be taken for it. */
describe('an id_token of LINE', () => {
  let stage: Stage
  let service: Service
  beforeAll(async () => {
    stage = await hostileLine()
    service = await startService({ SIMULATOR: 'off', ROLE: 'api', ...stage.env })
  })
  afterAll(async () => {
    await service?.stop()
    await stage?.server.close()
  })
  beforeEach(() => {
    stage.reset()
    // As LINE's own: no word on how a client proves itself.
    const { token_endpoint_auth_methods_supported: _, ...metadata } = metadataOf(stage.server.url)
    stage.answers.discovery = json(metadata)
  })

  const loginBy = async (sign: (claims: Record<string, unknown>) => Promise<string>, more = {}) => {
    const begun = await beginLogin(newClient(service), '', 'line')
    const id_token = await sign(stage.claims(begun.nonce, { sub: 'U1', ...more }))
    stage.answers.token = json({ ...tokens, id_token })
    stage.answers.person = json({ sub: 'U1', name: '길동', email: 'gildong@example.com' })
    return told(await begun.comeBack())
  }
  const bySecret = (secret: string) => (claims: Record<string, unknown>) =>
    stage.server.sign(claims, { alg: 'HS256', kid: undefined }, bytes(secret))

  it('is refused by any secret but that of the channel, and with any key but a published one', async () => {
    const { publicJwk } = stage.server
    const pem = await exportSPKI((await importJWK(publicJwk, 'RS256')) as CryptoKey)
    for (const secret of [pem, JSON.stringify(publicJwk), publicJwk.n ?? '', `${secretOfClient} `])
      expect(await loginBy(bySecret(secret))).toEqual(unavailable)
    const { privateKey } = await generateKeyPair('RS256')
    expect(await loginBy((claims) => stage.server.sign(claims, {}, privateKey))).toEqual(unavailable)
    const longer = (claims: Record<string, unknown>) =>
      stage.server.sign(claims, { alg: 'HS512', kid: undefined }, bytes(secretOfClient))
    expect(await loginBy(longer)).toEqual(unavailable)
    const unsigned = async (claims: Record<string, unknown>) => {
      const [header, payload] = [{ alg: 'none' }, claims].map((part) =>
        Buffer.from(JSON.stringify(part)).toString('base64url'),
      )
      return `${header}.${payload}.`
    }
    expect(await loginBy(unsigned)).toEqual(unavailable)
    expect(await service.query('select 1 from identities')).toEqual([])
  })

  it('is refused by the right secret when it says the wrong thing', async () => {
    const wrong = [
      { nonce: 'another' },
      { aud: 'another' },
      { iss: 'https://api.line.me' },
      { sub: '' },
      { exp: 1 },
    ]
    for (const claims of wrong) expect(await loginBy(bySecret(secretOfClient), claims)).toEqual(unavailable)
    expect(await service.query('select 1 from identities')).toEqual([])
  })

  it('is believed by the secret of the channel, which goes to LINE in the body', async () => {
    expect(await loginBy(bySecret(secretOfClient))).toEqual({ status: 202, code: undefined })
    expect(stage.server.forms.map((form) => form.get('client_secret'))).toEqual([secretOfClient])
    expect(await service.query('select provider, subject from identities')).toEqual([
      { provider: 'line', subject: 'U1' },
    ])
  })
})
