import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newClient } from '../support/client.ts'
import type { Answer } from '../support/hostile-server.ts'
import { json, raw, silence } from '../support/hostile-server.ts'
import type { Stage } from '../support/hostile-stages.ts'
import { hostileAcme, hostileGoogle, metadataOf } from '../support/hostile-stages.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const providers = { google: hostileGoogle, acme: hostileAcme }

/** Security 2.1 RC10; RFC 8414 3.3, OpenID Connect Discovery 4.3: who speaks for another issuer is off. */
describe.each(Object.entries(providers))('the discovery document of a hostile %s', (name, raise) => {
  let stage: Stage
  let service: Service
  beforeAll(async () => {
    stage = await raise()
    service = await startService({ ROLE: 'api', ...stage.env })
  })
  afterAll(async () => {
    await service?.stop()
    await stage?.server.close()
  })
  beforeEach(() => stage.reset())

  const begin = async () => {
    const answer = await newClient(service).fetch(`/auth/${name}/login`)
    return answer.status === 302 ? { status: 302, code: answer.headers.get('location') ?? '' } : told(answer)
  }
  const says = (changes: Record<string, unknown>): Answer =>
    json({ ...metadataOf(stage.server.url), ...changes })

  const lies: [what: string, changes: Record<string, unknown>][] = [
    ['of another issuer', { issuer: 'https://accounts.example.com' }],
    ['of an issuer with a slash too many', { issuer: 'SLASH' }],
    ['of no issuer', { issuer: undefined }],
    ['that sends people elsewhere', { authorization_endpoint: 'https://evil.example/authorize' }],
    ['that sends people to a script', { authorization_endpoint: 'javascript:alert(1)' }],
    ['that wants the code elsewhere', { token_endpoint: 'https://evil.example/token' }],
    ['that wants the code in the open', { token_endpoint: 'http://evil.example/token' }],
    ['that wants the code at a name alike', { token_endpoint: 'http://127.0.0.1.evil.example/token' }],
    ['that wants the code at a user of ours', { token_endpoint: 'http://127.0.0.1@evil.example/token' }],
    ['whose keys are elsewhere', { jwks_uri: 'https://evil.example/keys' }],
    ['whose keys are in a file', { jwks_uri: 'file:///etc/passwd' }],
    ['whose profiles are elsewhere', { userinfo_endpoint: 'http://169.254.169.254/latest/meta-data' }],
    ['without a token endpoint', { token_endpoint: undefined }],
    ['without keys', { jwks_uri: null }],
    ['whose endpoint is a number', { token_endpoint: 7 }],
    ['that signs nothing', { id_token_signing_alg_values_supported: ['none'] }],
    ['that signs with our secret', { id_token_signing_alg_values_supported: ['HS256'] }],
    ['that knows us by a key alone', { token_endpoint_auth_methods_supported: ['private_key_jwt'] }],
  ]
  const absent: [what: string, answer: Answer][] = [
    ['that is not there', json({}, 404)],
    ['that is a fault', json({ error: 'server_error' }, 500)],
    ['that is a page', raw('<html></html>', 'text/html')],
    ['that is empty', raw('', 'application/json')],
    ['that is a list', json([1])],
    ['that is elsewhere', raw('{}', 'application/json', 302, { location: '/trap' })],
    ['that is more than we read', json({ more: 'x'.repeat(200_000) })],
    ['that is a broken connection', (request) => void request.socket.destroy()],
  ]

  it('is off while it lies or is not there, others are not, and it is on as soon as it is right', async () => {
    for (const [what, changes] of lies) {
      const issuer = changes.issuer === 'SLASH' ? { issuer: `${stage.server.url}/` } : {}
      stage.answers.discovery = says({ ...changes, ...issuer })
      expect({ what, ...(await begin()) }).toEqual({ what, status: 502, code: 'provider_unavailable' })
    }
    expect(service.log.join()).toContain('another issuer')
    for (const [what, answer] of absent) {
      // A good answer between, or all would be taken for an outage and nobody be asked any more.
      stage.answers.discovery = says({ issuer: undefined })
      await begin()
      stage.answers.discovery = answer
      expect({ what, ...(await begin()) }).toEqual({ what, status: 502, code: 'provider_unavailable' })
    }
    stage.answers.discovery = silence
    expect(await begin()).toEqual({ status: 504, code: 'provider_timeout' })
    expect(stage.server.calls).not.toContain('/trap')
    expect((await newClient(service).fetch('/auth/kakao/login')).status).toBe(302)
    stage.reset()
    const { status, code: location } = await begin()
    expect(status).toBe(302)
    expect(location).toMatch(new RegExp(`^${stage.server.url}/authorize\\?response_type=code&`))
    expect(await service.query('select 1 from identities')).toEqual([])
  })

  it('is asked for once by many, and kept while it is out of order', async () => {
    stage.answers.discovery = json({}, 500)
    const answers = await Promise.all(Array.from({ length: 20 }, begin))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(302))
    expect(stage.server.calls).toEqual([])
  })
})

describe('a provider that is down when the service starts', () => {
  it('keeps nobody else out, and is there when it is back', async () => {
    const stage = await hostileAcme()
    stage.answers.discovery = json({}, 503)
    const service = await startService({ ROLE: 'api', ...stage.env })
    const client = newClient(service)
    expect(await told(await client.fetch('/auth/acme/login'))).toEqual({
      status: 502,
      code: 'provider_unavailable',
    })
    expect((await client.login('77')).status).toBe(202)
    stage.reset()
    expect((await client.fetch('/auth/acme/login')).status).toBe(302)
    await service.stop()
    await stage.server.close()
  })
})
