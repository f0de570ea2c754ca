import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client, LoginBody } from '../support/client.ts'
import { authorized, newClient, onwardOf, signedUp } from '../support/client.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

let service: Service
beforeAll(async () => {
  service = await startService({ NAVER_CLIENT_ID: 'a-naver-client' })
})
afterAll(() => service?.stop())

type Identities = { identities: { id: string; provider: string }[] }
type Answer = { status: number; body: { status?: string; code?: string; location: string } }

const told = async (answer: Response): Promise<Answer> => ({
  status: answer.status,
  body: (await answer.json()) as Answer['body'],
})
const begin = async (client: Client, token: string, provider = 'naver', query = '') =>
  told(await client.fetch(`/auth/${provider}/link${query}`, authorized(token, 'POST')))

/** The whole round trip, as the person `subject` at the provider. */
const link = async (client: Client, token: string, subject: string, provider = 'naver', query = '') => {
  const { body } = await begin(client, token, provider, query)
  const back = await comeBack(body.location, subject)
  return told(await client.fetch(back))
}
const comeBack = async (location: string, subject: string) => {
  const answered = await fetch(`${location}&login_hint=${subject}&prompt=none`, { redirect: 'manual' })
  return answered.headers.get('location') ?? ''
}
const identitiesOf = async ({ access_token }: LoginBody) =>
  ((await (await fetch(`${service.url}/users/me/identities`, authorized(access_token))).json()) as Identities)
    .identities

describe('POST /auth/{provider}/link (RS8)', () => {
  it('adds a provider by its own round trip, and either login opens the account from then on', async () => {
    const me = await signedUp(service, '6101')
    expect(await link(newClient(service), me.access_token, '6102')).toMatchObject({
      status: 200,
      body: { status: 'linked', provider: 'naver' },
    })
    expect((await newClient(service).login('6102', 'naver')).body).toMatchObject({
      status: 'signed_in',
      user: { id: me.user.id },
    })
    const identities = await identitiesOf(me)
    expect(identities.map(({ provider }) => provider)).toEqual(['kakao', 'naver'])
    const remove = (id = '') =>
      fetch(`${service.url}/users/me/identities/${id}`, authorized(me.access_token, 'DELETE'))
    expect((await remove(identities[0]?.id)).status).toBe(204)
    expect(await told(await remove(identities[0]?.id))).toMatchObject({ body: { code: 'unknown_identity' } })
    expect(await told(await remove(identities[1]?.id))).toMatchObject({
      status: 409,
      body: { code: 'last_identity' },
    })
    expect(await told(await remove('me'))).toMatchObject({ status: 404 })
    expect((await newClient(service).login('6101')).body.status).toBe('signup_required')
  })

  it('needs somebody who is signed in, and our own Origin where a cookie says so', async () => {
    const { refresh_token } = await signedUp(service, '6111')
    const call = (headers: Record<string, string>) =>
      fetch(`${service.url}/auth/naver/link`, { method: 'POST', headers, redirect: 'manual' }).then(told)
    expect(await call({})).toMatchObject({ status: 401 })
    const cookie = `daemun_session=${refresh_token}`
    expect(await call({ cookie })).toMatchObject({ status: 403, body: { code: 'origin_not_allowed' } })
    expect(await call({ cookie, origin: service.url })).toMatchObject({ body: { status: 'link_begun' } })
    expect((await fetch(`${service.url}/auth/naver/link`)).status).toBe(405)
  })

  it('is bound to its browser and its session: neither another browser nor an ended session gets through', async () => {
    const me = await signedUp(service, '6121')
    const client = newClient(service)
    const { body } = await begin(client, me.access_token)
    const stolen = await comeBack(body.location, '6122')
    expect(await told(await newClient(service).fetch(stolen))).toMatchObject({
      body: { code: 'invalid_state' },
    })
    await fetch(`${service.url}/auth/logout`, authorized(me.access_token, 'POST'))
    expect(await told(await client.fetch(stolen))).toMatchObject({
      status: 401,
      body: { code: 'invalid_grant' },
    })
    expect((await newClient(service).login('6122', 'naver')).body.status).toBe('signup_required')
  })

  it('refuses what opens another account without telling whose, and merges the two if asked', async () => {
    const [me, other] = [await signedUp(service, '6131'), await signedUp(service, '6132')]
    const refused = await link(newClient(service), me.access_token, '6132', 'kakao')
    expect(refused).toMatchObject({ status: 409, body: { code: 'identity_taken' } })
    expect(JSON.stringify(refused)).not.toContain(other.user.id)
    expect(JSON.stringify(refused)).not.toContain(other.user.nickname)
    const merged = await link(newClient(service), me.access_token, '6132', 'kakao', '?merge=true')
    expect(merged).toMatchObject({ status: 200, body: { status: 'merged' } })
    expect((await newClient(service).login('6132')).body.user.id).toBe(me.user.id)
    expect((await fetch(`${service.url}/users/me`, authorized(other.access_token))).status).toBe(401)
    const refresh = await fetch(`${service.url}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token: other.refresh_token }),
    })
    expect(((await refresh.json()) as LoginBody).user.id).toBe(me.user.id)
    const events = await service.query(`select data from outbox where type = 'UsersMerged'`)
    expect(events).toEqual([{ data: { user_id: me.user.id, merged_user_id: other.user.id } }])
  })

  it('never links by an e-mail alone: the same verified one at two providers is two people', async () => {
    const me = await signedUp(service, '6141')
    expect((await newClient(service).login('6141', 'naver')).body.status).toBe('signup_required')
    expect(await identitiesOf(me)).toHaveLength(1)
  })

  it('can be begun on /account without script, which shows every way in', async () => {
    const { refresh_token } = await signedUp(service, '6151')
    const client = newClient(service)
    client.cookies.set('daemun_session', refresh_token)
    const html = { accept: 'text/html', 'accept-language': 'ko' }
    const page = async () => (await client.fetch('/account', { headers: html })).text()
    const before = await page()
    expect(before).toContain('action="/account/link/naver"')
    expect(before).not.toContain('연결 해제')
    const headers = { ...html, origin: service.url, 'content-type': 'application/x-www-form-urlencoded' }
    const direct = await client.fetch('/auth/naver/link', { method: 'POST', headers })
    expect(direct.status).toBe(303)
    const unasked = await client.fetch('/account/link/naver', { method: 'POST', headers: html })
    expect(unasked.status).toBe(403)
    const begun = await client.fetch('/account/link/naver', { method: 'POST', headers })
    expect(begun.status).toBe(200)
    const back = await comeBack(onwardOf(begun), '6152')
    const landed = await client.fetch(back, { headers: html })
    expect([landed.status, landed.headers.get('location')]).toEqual([303, '/account'])
    const after = await page()
    expect(after).not.toContain('action="/account/link/naver"')
    const [, form = ''] = /action="(\/account\/identities\/[^"]+\/remove)"/.exec(after) ?? []
    expect((await client.fetch(form, { method: 'POST', headers: html })).status).toBe(403)
    expect((await client.fetch(form, { method: 'POST', headers })).headers.get('location')).toBe('/account')
    expect(await page()).not.toContain('연결 해제')
  })
})
