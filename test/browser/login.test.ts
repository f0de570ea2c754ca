import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../support/free-port.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import { browserIsThere, openBrowser } from './chromium.ts'
import { findings } from './findings.ts'

const languages = [
  {
    locale: 'ko-KR',
    someoneNew: '새로운 사람',
    agree: '동의',
    cancel: '취소',
    signUp: '가입하기',
    cancelled: '취소하셨어요',
  },
  {
    locale: 'en-US',
    someoneNew: 'someone new',
    agree: 'Agree',
    cancel: 'Cancel',
    signUp: 'Sign up',
    cancelled: 'You cancelled',
  },
] as const

describe.runIf(browserIsThere)('the way of a person in a browser', () => {
  let browser: Browser
  let service: Service

  beforeAll(async () => {
    ;[browser, service] = await Promise.all([openBrowser(), startService()])
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  describe.each(languages)('in $locale', ({ locale, someoneNew, agree, cancel, signUp, cancelled }) => {
    it('signs up at the first login, and goes straight to the account at the second', async () => {
      const { page, context } = await visit({ locale, javaScriptEnabled: false })
      await page.goto(`${service.url}/login`)
      await expectAccessible(locale)
      await page.click('a.provider.kakao')
      await page.getByRole('button', { name: someoneNew }).click()
      await page.getByRole('button', { name: agree, exact: true }).click()
      await page.waitForSelector('form[action="/signup"]')
      await page.fill('#nickname', '문지기')
      for (const box of await page.getByRole('checkbox').all()) await box.check()
      await page.getByRole('button', { name: signUp, exact: true }).click()
      await page.waitForURL(`${service.url}/account`)
      expect(await page.textContent('h1')).toContain('문지기')

      const subject = (
        await service.query<{ subject: string }>('select subject from identities order by first_seen_at desc')
      ).at(0)?.subject
      await context.clearCookies({ domain: 'localhost' })
      await page.goto(`${service.url}/auth/kakao/login`)
      await page.goto(`${page.url()}&login_hint=${subject}&prompt=none`)
      expect(page.url()).toBe(`${service.url}/account`)
      await context.close()
    })

    it('tells of every wrong answer beside its field and keeps what was typed', async () => {
      const { page, context } = await newcomer({ locale })
      await page.fill('#nickname', '가'.repeat(31))
      await page.fill('#email', 'nobody')
      await page.getByRole('checkbox').nth(2).check()
      await page.getByRole('button', { name: signUp, exact: true }).click()
      for (const field of ['nickname', 'email']) {
        const input = page.locator(`#${field}`)
        expect(await input.getAttribute('aria-invalid')).toBe('true')
        const described = (await input.getAttribute('aria-describedby'))?.split(' ') ?? []
        expect(described).toContain(`${field}-error`)
        expect(await page.textContent(`#${field}-error`)).toBeTruthy()
      }
      expect(await page.textContent('#agreed_terms-error')).toBeTruthy()
      expect(await page.inputValue('#nickname')).toBe('가'.repeat(31))
      expect(await page.inputValue('#email')).toBe('nobody')
      expect(await page.getByRole('checkbox').nth(2).isChecked()).toBe(true)
      expect(await findings(page)).toEqual([])
      await context.close()
    })

    it('says so when the person cancels, and lets them start again', async () => {
      const { page, context } = await visit({ locale })
      await page.goto(`${service.url}/auth/kakao/login`)
      await page.getByRole('button', { name: someoneNew }).click()
      await page.getByRole('button', { name: cancel, exact: true }).click()
      expect(await page.textContent('h1')).toBe(cancelled)
      await page.click('main a[href="/login"]')
      expect(page.url()).toBe(`${service.url}/login`)
      await context.close()
    })
  })

  it('waits on a page of its own for a worker, who may come late, without script too', async () => {
    const api = await startService({ ROLE: 'api' })
    const { page, context } = await visit({ locale: 'en-US', javaScriptEnabled: false })
    await page.goto(`${api.url}/auth/kakao/login`)
    await page.goto(`${page.url()}&login_hint=${await freshSubject()}&prompt=none`)
    await page.waitForSelector('[role="status"]')
    const cookies = await context.cookies()
    const checked = await visit({ locale: 'en-US' })
    await checked.context.addCookies(cookies)
    // The page that is looked at stays where it is for as long as that takes.
    await checked.page.route('**/signup', async (route) => {
      const response = await route.fetch()
      const { refresh, ...headers } = response.headers()
      expect(refresh).toBe('1')
      await route.fulfill({ response, headers })
    })
    await checked.page.goto(`${api.url}/signup`)
    expect(await findings(checked.page)).toEqual([])
    await checked.context.close()

    const port = String(await freePort())
    const worker = await startService({ ROLE: 'worker', DATABASE_URL: api.connectionString, PORT: port })
    await page.waitForSelector('form[action="/signup"]', { timeout: 15_000 })
    await context.close()
    await worker.stop()
    await api.stop()
  })

  it('is finished by keyboard alone', async () => {
    const { page, context } = await newcomer({ locale: 'en-US' })
    await page.locator('#agreed_terms').focus()
    for (let box = 0; box < 3; box += 1) {
      await page.keyboard.press('Space')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.waitForURL(`${service.url}/account`)
    expect(await findings(page)).toEqual([])
    await context.close()
  })

  it('begins again after giving up: what was said is gone', async () => {
    const { page, context } = await newcomer({ locale: 'en-US' })
    await page.getByRole('button', { name: 'Do not sign up' }).click()
    expect(page.url()).toBe(`${service.url}/login`)
    await page.goto(`${service.url}/signup`)
    expect(page.url()).toBe(`${service.url}/login`)
    await context.close()
  })

  async function visit(options: {
    locale: string
    javaScriptEnabled?: boolean
  }): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext(options)
    return { page: await context.newPage(), context }
  }

  async function newcomer(options: { locale: string }) {
    const visited = await visit(options)
    await visited.page.goto(`${service.url}/auth/kakao/login`)
    await visited.page.goto(`${visited.page.url()}&login_hint=${await freshSubject()}&prompt=none`)
    await visited.page.waitForSelector('form[action="/signup"]')
    return visited
  }

  let subjects = 5_000
  async function freshSubject(): Promise<number> {
    subjects += 1
    return subjects
  }

  /** With script on, because the checker is one; the page is the same. */
  async function expectAccessible(locale: string): Promise<void> {
    const { page, context } = await visit({ locale })
    await page.goto(`${service.url}/login`)
    expect(await findings(page)).toEqual([])
    await context.close()
  }
})
