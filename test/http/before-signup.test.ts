import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completeSignup, newClient } from '../support/client.ts'
import type { Receiver } from '../support/documented-receiver.ts'
import { documentedReceiver } from '../support/documented-receiver.ts'
import { freePort } from '../support/free-port.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

const newcomer = async (service: Service, subject: string) => {
  const client = newClient(service)
  const { body } = await client.login(subject)
  return { client, token: body.signup_token }
}

const users = (service: Service) => service.query('select nickname from users')

describe('a service that asks the documented receiver before a signup', () => {
  let service: Service
  let receiver: Receiver
  beforeAll(async () => {
    receiver = await documentedReceiver(secret)
    service = await startService({ BEFORE_SIGNUP_URL: receiver.url, BEFORE_SIGNUP_SECRET: secret })
  })
  afterAll(async () => {
    await service?.stop()
    await receiver?.stop()
  })

  it('refuses in the words of the receiver, keeps the signup, and takes better answers', async () => {
    const { client, token } = await newcomer(service, '71001')
    const refused = await completeSignup(client, token, { nickname: 'Admin' })
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({
      code: 'signup_refused',
      detail: expect.stringMatching(/쓸 수 없는|cannot be used/),
    })
    expect(await users(service)).toEqual([])
    expect((await completeSignup(client, token, { nickname: '길동' })).status).toBe(201)
    expect(await users(service)).toEqual([{ nickname: '길동' }])
  })

  it.each([
    ['ko', '쓸 수 없는 닉네임이에요.'],
    ['en', 'This nickname cannot be used.'],
  ])('shows the person a page that says why (%s)', async (language, why) => {
    const browser = newClient(service)
    const html = { accept: 'text/html', 'accept-language': language }
    const back = await browser.atProvider(`7300${language.charCodeAt(0)}`)
    expect((await browser.fetch(back, { headers: html })).headers.get('location')).toContain('/signup')
    const form = new URLSearchParams({ step: 'terms', nickname: '운영자' })
    for (const id of ['terms-of-service', 'privacy']) form.append('agreed_terms', id)
    const submit = () =>
      browser.fetch('/signup', {
        method: 'POST',
        headers: { ...html, origin: service.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
      })
    let answer = await submit()
    for (let tries = 0; answer.status !== 403 && tries < 200; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      answer = await submit()
    }
    const page = await answer.text()
    expect(page).toContain(why)
    expect(page).toContain('href="/signup"')
  })

  it('makes one user of thirty completions at once, each of which may ask', async () => {
    const { client, token } = await newcomer(service, '71002')
    await completeSignup(client, token, { nickname: 'Admin' })
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => completeSignup(client, token, { nickname: '임꺽정' })),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(29)
    expect(await service.query("select 1 from users where nickname = '임꺽정'")).toHaveLength(1)
  })

  it('counts what came of each call, and logs nothing of whom it was about', async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text()
    expect(metrics).toMatch(/daemun_signup_hook_duration_seconds_count\{outcome="refused"\} [1-9]/)
    expect(metrics).toMatch(/daemun_signup_hook_duration_seconds_count\{outcome="allowed"\} [1-9]/)
    expect(metrics).toContain('daemun_signup_hook_duration_seconds_count{outcome="timeout"} 0')
    const log = service.log.join('')
    expect(log).toContain('asked before a signup')
    expect(log).not.toMatch(/임꺽정|Admin|whsec_/)
  })
})

describe('a service whose hook is down', () => {
  const services: Service[] = []
  afterAll(() => Promise.all(services.map((service) => service.stop())))

  const startWith = async (fail: string) => {
    const url = `http://127.0.0.1:${await freePort()}/gone`
    const asked = { BEFORE_SIGNUP_URL: url, BEFORE_SIGNUP_SECRET: secret, BEFORE_SIGNUP_FAIL: fail }
    const service = await startService(asked)
    services.push(service)
    return service
  }

  it('completes nothing where that means no, and says when to come back', async () => {
    const service = await startWith('closed')
    const { client, token } = await newcomer(service, '74001')
    const answer = await completeSignup(client, token)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(await answer.json()).toMatchObject({ code: 'signup_unavailable' })
    expect(await users(service)).toEqual([])
    expect(service.log.join('')).toContain('"outcome":"unreachable"')
  })

  it('completes signups where that means yes, and warns', async () => {
    const service = await startWith('open')
    const { client, token } = await newcomer(service, '74002')
    expect((await completeSignup(client, token)).status).toBe(201)
    expect(service.log.join('')).toContain('"let_in":true')
  })
})
