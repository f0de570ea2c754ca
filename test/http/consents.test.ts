import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { authorized, newClient, signedUp } from '../support/client.ts'
import { declarationFile } from '../support/declaration.ts'
import { spawnScript } from '../support/processes.ts'
import type { Service } from '../support/service.ts'
import { secret, startService } from '../support/service.ts'

let subject = 930_000
const nextSubject = () => {
  subject += 1
  return String(subject)
}
const document = (id: string, version: string, more: object) => ({
  id,
  version,
  effective_at: '2026-01-01',
  title: { ko: `${id} 문서`, en: `The ${id}` },
  body: { ko: `${id} ${version} 전문`, en: `${id} ${version} in full` },
  required: true,
  ...more,
})
const first = [
  document('terms-of-service', '1', {}),
  document('privacy', '1', {}),
  document('marketing', '1', { required: false, channels: ['email', 'night'] }),
]
const newer = [...first, document('terms-of-service', '2', { effective_at: '2026-02-01' })]
const future = [...newer, document('terms-of-service', '3', { effective_at: '2999-01-01' })]

describe('consents', () => {
  let service: Service
  let file: Awaited<ReturnType<typeof declarationFile>>
  beforeAll(async () => {
    file = await declarationFile({ terms: first })
    service = await startService({ DAEMUN_CONFIG: file.path })
  })
  afterAll(() => service?.stop())

  /** Puts other documents in force, without a restart. */
  const declare = async (terms: object[]) => {
    const reloads = () => service.log.filter((line) => line.includes('read again')).length
    const before = reloads()
    await file.write({ terms })
    process.emit('SIGHUP')
    await vi.waitFor(() => expect(reloads()).toBe(before + 1))
  }
  type Consent = { id: string; version: string; agreed: boolean; channels: string[] }
  const call = async (token: string, path: string, method?: string, body?: unknown) => {
    const answer = await fetch(`${service.url}${path}`, authorized(token, method, body))
    return { status: answer.status, body: (await answer.json()) as Record<string, never> }
  }
  const standing = (body: unknown) =>
    Object.fromEntries((body as { consents: Consent[] }).consents.map(({ id, agreed }) => [id, agreed]))

  it('are read, given and withdrawn, and each change is told once', async () => {
    const { access_token: token, user } = await signedUp(service, nextSubject())
    const read = await call(token, '/users/me/consents')
    expect(standing(read.body)).toEqual({ 'terms-of-service': true, privacy: true, marketing: false })
    const path = '/users/me/consents'
    const given = await call(token, path, 'PATCH', { agreed_terms: ['marketing'] })
    expect(standing(given.body)).toMatchObject({ marketing: true })
    expect(await call(token, path, 'PATCH', { agreed_terms: ['marketing'] })).toEqual(given)
    const taken = await call(token, path, 'PATCH', { withdrawn_terms: ['marketing'] })
    expect(standing(taken.body)).toMatchObject({ marketing: false })
    const told = await service.query(
      `select type from outbox where subject = '${user.id}' and type like 'Marketing%' order by id`,
    )
    expect(told).toEqual([{ type: 'MarketingConsentGiven' }, { type: 'MarketingConsentWithdrawn' }])
  })

  it.each([
    [{ withdrawn_terms: ['privacy'] }, 422, 'withdrawn_terms', 'required_terms'],
    [{ agreed_terms: ['soul'] }, 422, 'agreed_terms', 'unknown_terms'],
    [
      { agreed_terms: ['marketing'], withdrawn_terms: ['marketing'] },
      422,
      'withdrawn_terms',
      'contradiction',
    ],
    [{ agreed_terms: 'marketing' }, 400, 'agreed_terms', 'type'],
    [{ terms: [] }, 400, 'terms', 'additionalProperties'],
  ])('refuse %j and name it', async (change, status, field, code) => {
    const { access_token: token } = await signedUp(service, nextSubject())
    const refused = await call(token, '/users/me/consents', 'PATCH', change)
    expect(refused).toMatchObject({ status, body: { errors: [{ field, code }] } })
  })

  it('are proved by every line of the ledger, with document, time and place', async () => {
    const { access_token: token, user } = await signedUp(service, nextSubject())
    const { body } = await call(token, '/users/me/consents/proof')
    expect(body).toMatchObject({
      user: user.id,
      entries: [
        {
          terms: { id: 'terms-of-service', version: '1', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
          action: 'given',
          source: 'signup',
          locale: 'ko',
          address: expect.stringMatching(/127\.0\.0\.1|::1/),
        },
        { terms: { id: 'privacy' } },
      ],
    })
    const env = { DATABASE_URL: service.connectionString, DAEMUN_SECRET: secret }
    const file = spawnScript('consents', env, { words: ['proof', user.id] })
    expect(await file.ended).toBe(0)
    expect(JSON.parse(file.output())).toMatchObject({
      entries: [{ terms: { id: 'terms-of-service' } }, { terms: { id: 'privacy' } }],
      documents: expect.arrayContaining([
        expect.objectContaining({ id: 'privacy', locale: 'ko', body: 'privacy 1 전문' }),
      ]),
    })
  })

  it('cannot be changed or erased, not by the owner of the tables either', async () => {
    await signedUp(service, nextSubject())
    for (const statement of [`update consents set action = 'withdrawn'`, 'delete from consents'])
      await expect(service.query(statement)).rejects.toMatchObject({ code: '42501' })
  })

  it('are asked for again before the next login when a required version is new, and then no more', async () => {
    const who = nextSubject()
    const { user } = await signedUp(service, who)
    await declare(future)

    const client = newClient(service)
    const asked = (await client.login(who)) as { status: number; body: object }
    expect(asked).toMatchObject({
      status: 202,
      body: { status: 'consent_required', consent_url: `${service.url}/consent`, expires_in: 1_800 },
    })
    expect(JSON.stringify(asked.body)).not.toContain('access_token')
    const { consent_token: token } = asked.body as { consent_token: string }
    const { body: pending } = await call(token, '/auth/consent')
    expect(pending).toMatchObject({ terms: [{ id: 'terms-of-service', version: '2', agreed: false }] })
    expect(await call(token, '/auth/consent', 'POST', { agreed_terms: ['privacy'] })).toMatchObject({
      status: 422,
      body: { code: 'onboarding_incomplete', steps: ['terms'] },
    })
    expect(await call(token, '/users/me')).toMatchObject({ status: 401 })
    expect(await call(token, '/auth/signup')).toMatchObject({ status: 401 })
    const agreed = await call(token, '/auth/consent', 'POST', { agreed_terms: ['terms-of-service'] })
    expect(agreed).toMatchObject({ status: 200, body: { status: 'signed_in', user: { id: user.id } } })
    expect((await newClient(service).login(who)).body.status).toBe('signed_in')
  })

  it('are asked for on a page too, without script', async () => {
    const who = nextSubject()
    await declare(first)
    const { user } = await signedUp(service, who)
    const documents = [...first, document('privacy', '9', { effective_at: '2026-03-01' })]
    await declare(documents)
    const client = newClient(service)
    const html = { headers: { accept: 'text/html' } }
    const answer = await client.fetch(await client.atProvider(who), html)
    expect(answer.headers.get('location')).toBe('/consent')
    const page = await client.fetch('/consent', html)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('privacy 9 전문')
    const post = (body: string, path = '/consent') =>
      client.fetch(path, {
        method: 'POST',
        body,
        headers: {
          ...html.headers,
          origin: service.url,
          'content-type': 'application/x-www-form-urlencoded',
        },
      })
    const empty = await post('')
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('aria-invalid="true"')
    const done = await post('agreed_terms=privacy')
    expect([done.status, done.headers.get('location')]).toEqual([303, '/account'])
    const account = await (await client.fetch('/account', html)).text()
    expect(account).toContain('동의 기록 내려받기')
    expect((await post('agree=marketing', '/account/consents')).headers.get('location')).toBe('/account')
    const given = await service.query(
      `select terms_version, source from consents where user_id = '${user.id}' and terms_id in ('privacy', 'marketing') order by id`,
    )
    expect(given).toEqual([
      { terms_version: '1', source: 'signup' },
      { terms_version: '9', source: 'login' },
      { terms_version: '1', source: 'account' },
    ])
  })
})
