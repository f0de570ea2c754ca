import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Client, LoginBody } from '../support/client.ts'
import { authorized, completeSignup, newClient, onwardOf, signedUp } from '../support/client.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

let service: Service
beforeAll(async () => {
  service = await startService({ NAVER_CLIENT_ID: 'a-naver-client', GOOGLE_CLIENT_ID: 'a-google-client' })
})
afterAll(() => service?.stop())

const html = { accept: 'text/html', 'accept-language': 'en' }
const likely = 'You may already have an account with this email.'
const addressOf = (subject: string) => `person-${subject}@example.com`

/** Somebody with an account at Kakao's login and this e-mail, which Kakao vouches for where it is theirs. */
async function member(subject: string, email = addressOf(subject)): Promise<LoginBody> {
  const client = newClient(service)
  const { body } = await client.login(subject)
  const answer = await completeSignup(client, body.signup_token, { nickname: `회원 ${subject}`, email })
  return (await answer.json()) as LoginBody
}

/** A browser that comes with another login and is on its way through signup; what the page says. */
async function newcomer(subject: string, provider = 'google'): Promise<{ client: Client; page: string }> {
  const client = newClient(service)
  const back = await client.atProvider(subject, '', provider)
  expect((await client.fetch(back, { headers: html })).headers.get('location')).toBe('/signup')
  return { client, page: await signupPage(client) }
}
const signupPage = (client: Client) =>
  vi.waitUntil(
    async () => {
      const answer = await client.fetch('/signup', { headers: html })
      return answer.status === 200 && (await answer.text())
    },
    { timeout: 10_000 },
  )
const loginsIn = (page: string) =>
  [...page.matchAll(/href="\/auth\/(\w+)\/login\?return_to=%2Faccount%2Flink%2F(\w+)"/g)].map(
    ([, other, added]) => [other, added],
  )

describe('a newcomer who may have an account (RS6, RS8, ASVS 6.3.8)', () => {
  it('is told of the logins with the same verified e-mail, and of nothing else', async () => {
    const { user } = await member('8101')
    const { page } = await newcomer('8101')
    expect(page).toContain(`${likely} Sign in with Kakao to link them.`)
    expect(loginsIn(page)).toEqual([['kakao', 'google']])
    expect(page.indexOf(likely)).toBeLessThan(page.indexOf('action="/signup"'))
    expect(page).not.toContain(user.id)
    expect(page).not.toContain(user.nickname)
  })

  it('else finds every other login at the end of the page, whoever they are', async () => {
    const { page } = await newcomer('8111')
    expect(page).not.toContain(likely)
    expect(page).toContain('Already have an account?')
    expect(loginsIn(page)).toEqual([
      ['kakao', 'google'],
      ['naver', 'google'],
    ])
    expect(page.indexOf('/auth/kakao/login')).toBeGreaterThan(page.indexOf('action="/signup"'))
  })

  it('is told nothing where the address was not verified: there, or here', async () => {
    // The account has an address of somebody else, typed by hand.
    await member('8121', addressOf('8122'))
    expect((await newcomer('8122')).page).not.toContain(likely)
    // The provider marks the address as not verified, or does not say.
    await service.query(
      `update users set email = 'unverified@example.com', email_verified = true
       where id = '${(await member('8123')).user.id}'`,
    )
    expect((await newcomer('1000000003')).page).not.toContain(likely)
    await member('8124')
    expect((await newcomer('8124', 'naver')).page).not.toContain(likely)
  })

  it('is told nothing for an address that is typed here', async () => {
    await member('8131')
    const { client } = await newcomer('8132')
    const headers = { ...html, origin: service.url, 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams({ nickname: '손님', email: addressOf('8131') })
    const answer = await client.fetch('/signup', { method: 'POST', headers, body })
    const page = await answer.text()
    expect(page).toContain(addressOf('8131'))
    expect(page).not.toContain(likely)
    expect(await signupPage(client)).not.toContain(likely)
  })

  it.each(['blocked', 'withdrawn'])('is told nothing of a user who is %s', async (status) => {
    const subject = status === 'blocked' ? '8141' : '8142'
    const { user } = await member(subject)
    await service.query(`update users set status = '${status}' where id = '${user.id}'`)
    expect((await newcomer(subject)).page).not.toContain(likely)
  })

  it('gets the same answers as anybody else from callback and signup', async () => {
    await member('8151')
    const keys = async (subject: string) => {
      const { status, body } = await newClient(service).login(subject, 'google')
      const read = () => fetch(`${service.url}/auth/signup`, authorized(body.signup_token))
      const signup = await vi.waitUntil(
        async () => {
          const answer = await read()
          return answer.status === 200 && ((await answer.json()) as object)
        },
        { timeout: 10_000 },
      )
      return [status, Object.keys(body), Object.keys(signup), JSON.stringify(signup).includes('kakao')]
    }
    expect(await keys('8151')).toEqual(await keys('8152'))
  })
})

describe('GET /account/link/{provider}', () => {
  const linkPage = (client: Client, provider: string) =>
    client.fetch(`/account/link/${provider}`, { headers: html })

  it('asks whoever is signed in, by a form that takes both providers at their word', async () => {
    const { refresh_token } = await signedUp(service, '8201')
    const client = newClient(service)
    client.cookies.set('daemun_session', refresh_token)
    const page = await (await linkPage(client, 'google')).text()
    expect(page).toContain('Add your Google login to this account?')
    expect(page).toContain('사람 8201')
    const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(page) ?? []
    expect((await client.fetch(action, { method: 'POST', headers: html })).status).toBe(403)
    const headers = { ...html, origin: service.url, 'content-type': 'application/x-www-form-urlencoded' }
    const begun = await client.fetch(action, { method: 'POST', headers })
    const location = `${onwardOf(begun)}&login_hint=8202&prompt=none`
    expect(await begun.text()).toContain('Opening the login of Google')
    const back = (await fetch(location, { redirect: 'manual' })).headers.get('location') ?? ''
    expect((await client.fetch(back, { headers: html })).headers.get('location')).toBe('/account')
    expect(await (await linkPage(client, 'google')).text()).toContain('Your Google login is already linked')
  })

  it('sends nobody in particular to log in, and knows no provider that is not switched on', async () => {
    const answer = await linkPage(newClient(service), 'google')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/login'])
    expect((await linkPage(newClient(service), 'line')).status).toBe(404)
  })

  it('leads who is new with the other login too through one signup, and then asks', async () => {
    const { client } = await newcomer('8211')
    const query = `?${new URLSearchParams({ return_to: '/account/link/google' })}`
    const back = await client.atProvider('8212', query)
    expect((await client.fetch(back, { headers: html })).headers.get('location')).toBe('/signup')
    const page = await signupPage(client)
    expect(page).toContain('with your Kakao account')
    expect(loginsIn(page)[0]).toEqual(['naver', 'kakao'])
    const headers = { ...html, origin: service.url, 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams([
      ['nickname', '손님'],
      ['agreed_terms', 'terms-of-service'],
      ['agreed_terms', 'privacy'],
    ])
    const done = await client.fetch('/signup', { method: 'POST', headers, body })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/account/link/google'])
    expect((await linkPage(client, 'google')).status).toBe(200)
  })
})
