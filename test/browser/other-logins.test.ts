import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completeSignup, newClient } from '../support/client.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import { browserIsThere, openBrowser } from './chromium.ts'
import { findings } from './findings.ts'

const words = {
  'ko-KR': {
    hint: '이 이메일로 가입한 계정이 있을 수 있어요. 카카오 계정으로 로그인해서 연결하세요.',
    logIn: '카카오 계정으로 로그인해서 연결하기',
    link: 'Google 연결하기',
    linked: 'Google 로그인은 이미 연결되어 있어요',
    question: '이미 계정이 있나요?',
  },
  'en-US': {
    hint: 'You may already have an account with this email. Sign in with Kakao to link them.',
    logIn: 'Sign in with Kakao and link',
    link: 'Add Google',
    linked: 'Your Google login is already linked',
    question: 'Already have an account?',
  },
} as const
const locales = Object.keys(words) as (keyof typeof words)[]

/** No link without a live login at both: security RS6, RS8; ASVS 6.3.8. */
describe.runIf(browserIsThere)('a newcomer in a browser who has an account already', () => {
  let browser: Browser
  let service: Service
  let subject = 950_000

  beforeAll(async () => {
    ;[browser, service] = await Promise.all([openBrowser(), startService({ GOOGLE_CLIENT_ID: 'try' })])
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  /** At the simulated provider, whose page is open: `prompt=none` in place of its buttons. */
  const agreeAs = async (page: Page, who: string) => {
    await page.waitForURL((url) => url.origin !== service.url)
    await page.goto(`${page.url()}&login_hint=${who}&prompt=none`)
  }
  const comeWith = async (locale: string, who: string) => {
    const context = await browser.newContext({ locale })
    const page = await context.newPage()
    await page.goto(`${service.url}/auth/google/login`)
    await agreeAs(page, who)
    await page.waitForSelector('form[action="/signup"]')
    return { context, page }
  }
  const newSubject = () => {
    subject += 1
    return String(subject)
  }

  it.each(locales)('follows the hint, and ends with one account and two logins, in %s', async (locale) => {
    const { hint, logIn, link, linked } = words[locale]
    const who = newSubject()
    const client = newClient(service)
    const { body } = await client.login(who)
    const email = `person-${who}@example.com`
    const nickname = `길동 ${who}`
    expect((await completeSignup(client, body.signup_token, { nickname, email })).status).toBe(201)

    const { context, page } = await comeWith(locale, who)
    expect(await page.textContent('.other-logins p')).toBe(hint)
    expect(await findings(page)).toEqual([])
    await page.getByRole('link', { name: logIn, exact: true }).click()
    await agreeAs(page, who)
    expect(page.url()).toBe(`${service.url}/account/link/google`)
    expect(await page.textContent('.lead')).toContain(nickname)
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: link, exact: true }).click()
    await agreeAs(page, who)
    expect(page.url()).toBe(`${service.url}/account`)
    expect(await page.textContent('h1')).toContain(nickname)
    await page.goto(`${service.url}/account/link/google`)
    expect(await page.textContent('h1')).toBe(linked)
    expect(await findings(page)).toEqual([])

    expect(
      await service.query(
        `select provider, user_id is not null as linked from identities where subject = '${who}' order by 1`,
      ),
    ).toEqual([
      { provider: 'google', linked: true },
      { provider: 'kakao', linked: true },
    ])
    expect(
      await service.query(`select distinct user_id from identities where subject = '${who}'`),
    ).toHaveLength(1)
    expect(
      await service.query(
        `select from pending_signups s join identities i on i.id = s.identity_id
         where i.subject = '${who}' and s.status = 'open'`,
      ),
    ).toEqual([])
    await page.goto(`${service.url}/signup`)
    expect(page.url()).not.toBe(`${service.url}/signup`)
    await context.close()
  })

  it.each(locales)('finds the way at the end of the page where nobody is known, in %s', async (locale) => {
    const { context, page } = await comeWith(locale, newSubject())
    expect(await page.textContent('.other-logins h2')).toBe(words[locale].question)
    expect(await findings(page)).toEqual([])
    await context.close()
  })
})
