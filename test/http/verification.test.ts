import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { authorized, newClient, onwardOf } from '../support/client.ts'
import { declarationFile } from '../support/declaration.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

type Body = Record<string, unknown> & { code?: string; verification_url?: string }

describe('identity verification', () => {
  let service: Service
  let who = 960_000
  beforeAll(async () => {
    const { path } = await declarationFile({ onboarding: { steps: ['identity', 'terms', 'profile'] } })
    service = await startService({ DAEMUN_CONFIG: path })
  })
  afterAll(() => service?.stop())

  const call = async (token: string, path: string, body?: object) => {
    const answer = await fetch(`${service.url}${path}`, authorized(token, body ? 'POST' : 'GET', body))
    return { status: answer.status, body: (await answer.json()) as Body }
  }
  const newcomer = async () => {
    who += 1
    const { body } = await newClient(service).login(String(who))
    await vi.waitFor(async () => expect((await call(body.signup_token, '/auth/signup')).status).toBe(200))
    return body.signup_token
  }
  /** At the agency: what the person comes back with. */
  const prove = async (token: string, person: { name: string; birth_date?: string }) => {
    const begun = await call(token, '/auth/signup/identity', {})
    const form = new URLSearchParams({ birth_date: '2000-02-29', phone: '010-1234-5678', ...person })
    const answer = await fetch(begun.body.verification_url ?? '', {
      method: 'POST',
      body: form,
      redirect: 'manual',
    })
    const back = new URL(answer.headers.get('location') ?? '')
    expect(back.href).toMatch(`${service.url}/signup/identity/callback?token=`)
    return back.searchParams.get('token') ?? ''
  }
  const finish = (token: string) =>
    call(token, '/auth/signup/complete', {
      nickname: `사람${who}`,
      agreed_terms: ['terms-of-service', 'privacy'],
    })
  const verify = async (token: string, proof: string) =>
    call(token, '/auth/signup/identity/result', { token: proof })

  it('is a step that has to be done, and keeps a keyed hash and nothing else of the person', async () => {
    const token = await newcomer()
    expect(await finish(token)).toMatchObject({
      status: 422,
      body: { code: 'onboarding_incomplete', steps: ['identity'] },
    })
    const verified = await verify(token, await prove(token, { name: '홍길동' }))
    expect(verified).toMatchObject({
      status: 200,
      body: { steps: [{ name: 'identity', status: 'done' }, {}, {}] },
    })
    const [pending] = await service.query<{ answers: string }>(
      `select answers::text from pending_signups where status = 'open'`,
    )
    expect(pending?.answers).toMatch(/"person": "[\w-]{43}"/)
    expect(pending?.answers).not.toMatch(/홍길동|2000|1234/)
    expect((await finish(token)).status).toBe(201)
    expect(await service.query(`select field, length(key) from unique_answers`)).toEqual([
      { field: 'ci', length: 43 },
    ])
    expect(service.log.join('\n')).not.toMatch(/홍길동|010-1234-5678/)
  })

  it('tells who is a member already with what to log in, and makes no second account', async () => {
    const first = await newcomer()
    await verify(first, await prove(first, { name: '성춘향' }))
    expect((await finish(first)).status).toBe(201)
    const again = await newcomer()
    const refused = await verify(again, await prove(again, { name: '성춘향' }))
    expect(refused).toMatchObject({ status: 409, body: { code: 'already_member', providers: ['kakao'] } })
    expect(Object.keys(refused.body).sort()).toEqual(
      ['code', 'detail', 'providers', 'request_id', 'status', 'title', 'type'].sort(),
    )
    expect((await finish(again)).status).toBe(422)
  })

  it('lets one of two who are the same person at the same time be it', async () => {
    const both = [await newcomer(), await newcomer()]
    for (const token of both) await verify(token, await prove(token, { name: '이몽룡' }))
    const outcomes = await Promise.all(both.map(finish))
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 422])
    const lost = outcomes.find(({ status }) => status === 422)
    expect(lost?.body).toMatchObject({ errors: [{ field: 'ci', code: 'taken' }] })
  })

  it('takes no proof of somebody else, none twice, and none that nobody made', async () => {
    const [one, other] = [await newcomer(), await newcomer()]
    const proof = await prove(one, { name: '변학도' })
    expect(await verify(other, proof)).toMatchObject({ status: 422, body: { code: 'not_verified' } })
    expect(await verify(one, proof)).toMatchObject({ status: 422, body: { code: 'not_verified' } })
    expect(await verify(one, 'made-up')).toMatchObject({ status: 422, body: { code: 'not_verified' } })
  })

  it('goes by a browser without script', async () => {
    who += 1
    const client = newClient(service)
    const html = { accept: 'text/html' }
    await client.fetch(await client.atProvider(String(who)), { headers: html })
    const page = await vi.waitFor(async () => {
      const answer = await client.fetch('/signup', { headers: html })
      expect(answer.status).toBe(200)
      return answer.text()
    })
    expect(page).toContain('formaction="/signup/identity"')
    const form = { origin: service.url, 'content-type': 'application/x-www-form-urlencoded', ...html }
    const begun = await client.fetch('/signup/identity', { method: 'POST', headers: form, body: '' })
    const agency = onwardOf(begun)
    expect(await (await fetch(agency)).text()).toContain('본인인증')
    const person = new URLSearchParams({ name: '심청', birth_date: '2001-01-01', phone: '010-2222-3333' })
    const back = await fetch(agency, { method: 'POST', body: person, redirect: 'manual' })
    const done = await client.fetch(back.headers.get('location') ?? '', { headers: html })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/signup'])
    const left = await (await client.fetch('/signup', { headers: html })).text()
    expect(left).toContain('name="nickname"')
  })

  it('is no use without an agency, and not asked where it is not declared', async () => {
    const plain = await startService()
    const { body } = await newClient(plain).login('961000')
    const answer = await vi.waitFor(async () => {
      const tried = await fetch(
        `${plain.url}/auth/signup/identity`,
        authorized(body.signup_token, 'POST', {}),
      )
      expect(tried.status).not.toBe(409)
      return tried
    })
    expect(answer.status).toBe(404)
    await plain.stop()
  })
})
