import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { declarationFile, shop } from '../support/declaration.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import { browserIsThere, openBrowser } from './chromium.ts'
import { findings } from './findings.ts'

const words = {
  'ko-KR': {
    next: '다음',
    signUp: '가입하기',
    tooYoung: '아직은 가입할 수 없어요',
    agree: '동의하고 계속하기',
  },
  'en-US': {
    next: 'Next',
    signUp: 'Sign up',
    tooYoung: 'You cannot sign up yet',
    agree: 'Agree and continue',
  },
} as const
const locales = Object.keys(words) as (keyof typeof words)[]

const steps = {
  ...shop,
  onboarding: {
    ...shop.onboarding,
    steps: ['age', 'terms', 'profile', 'contact'],
    layout: 'step_by_step',
  },
}
const newTerms = {
  ...steps,
  terms: [
    {
      id: 'terms-of-service',
      version: '2',
      required: true,
      effective_at: '2026-01-01',
      title: { ko: '서비스 이용약관', en: 'Terms of service' },
      body: { ko: '새로운 약관의 전문', en: 'The new terms in full' },
    },
  ],
}

describe.runIf(browserIsThere)('an onboarding of several steps in a browser', () => {
  let browser: Browser
  let service: Service
  let file: Awaited<ReturnType<typeof declarationFile>>
  let subject = 940_000

  beforeAll(async () => {
    file = await declarationFile(steps)
    ;[browser, service] = await Promise.all([openBrowser(), startService({ DAEMUN_CONFIG: file.path })])
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  const login = async (page: Page, who: number) => {
    await page.goto(`${service.url}/auth/kakao/login`)
    await page.goto(`${page.url()}&login_hint=${who}&prompt=none`)
  }
  const newcomer = async (options: {
    locale: string
    javaScriptEnabled?: boolean
  }): Promise<{ page: Page; context: BrowserContext; who: number }> => {
    subject += 1
    const context = await browser.newContext(options)
    const page = await context.newPage()
    await login(page, subject)
    await page.waitForSelector('form[action="/signup"]')
    return { page, context, who: subject }
  }
  const step = (page: Page) => page.getAttribute('input[name=step]', 'value')
  const phone = () => `010-${1_000 + (subject % 9_000)}-${1_000 + (subject % 9_000)}`

  it.each(locales)('goes step by step, back and on, and is accessible at each, in %s', async (locale) => {
    const { page, context } = await newcomer({ locale })
    const { next, signUp } = words[locale]
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

    await page.fill('#birth_date', '2000-02-29')
    expect(await findings(page)).toEqual([])
    await press(next)
    expect(await step(page)).toBe('terms')

    await page.locator('summary').first().click()
    expect(await page.locator('details[open] .document').isVisible()).toBe(true)
    expect(await findings(page)).toEqual([])
    await page.check('#agree_all')
    await press(next)
    expect(await step(page)).toBe('profile')

    await page.goBack()
    expect(await step(page)).toBe('terms')
    const boxes = page.locator('input[name=agreed_terms]')
    // The browser brings back what was ticked by hand; what we keep is in the markup.
    const kept = [0, 1, 2].map((index) => boxes.nth(index).getAttribute('checked'))
    expect(await Promise.all(kept)).toEqual(['', '', null])
    await page.goForward()
    await page.reload()
    expect(await step(page)).toBe('profile')

    await page.fill('#nickname', `손님${subject}`)
    await page.fill('#guests', '99')
    await press(next)
    for (const field of ['size', 'guests'])
      expect(await page.getAttribute(`#${field}`, 'aria-invalid')).toBe('true')
    expect(await findings(page)).toEqual([])
    await page.fill('#guests', '2')
    await page.selectOption('#size', 'M')
    await press(next)
    expect(await step(page)).toBe('contact')
    await page.fill('#phone', phone())
    expect(await findings(page)).toEqual([])
    await press(signUp)
    await page.waitForURL(`${service.url}/account`)
    expect(await findings(page)).toEqual([])
    await context.close()
  })

  it('goes on elsewhere where it was left, without script', async () => {
    const { page, context, who } = await newcomer({ locale: 'ko-KR', javaScriptEnabled: false })
    await page.fill('#birth_date', '2000-02-29')
    await page.getByRole('button', { name: '다음' }).click()
    await page.getByRole('button', { name: '다음' }).click()
    expect(await page.textContent('#agreed_terms-error')).toBeTruthy()
    await page.check('#agree_all')
    await page.getByRole('button', { name: '다음' }).click()
    await context.close()

    const elsewhere = await browser.newContext({ locale: 'ko-KR', javaScriptEnabled: false })
    const other = await elsewhere.newPage()
    await login(other, who)
    expect(await step(other)).toBe('profile')
    await elsewhere.close()
  })

  it.each(locales)('says kindly that somebody is too young, and forgets them, in %s', async (locale) => {
    const { page, context, who } = await newcomer({ locale })
    await page.fill('#birth_date', `${new Date().getFullYear() - 10}-01-01`)
    await page.getByRole('button', { name: words[locale].next, exact: true }).click()
    expect(await page.textContent('h1')).toBe(words[locale].tooYoung)
    expect(await findings(page)).toEqual([])
    expect(await service.query(`select from identities where subject = '${who}'`)).toEqual([])
    await context.close()
  })

  it('shows the answers of the other tab instead of overwriting them', async () => {
    const { page, context } = await newcomer({ locale: 'en-US' })
    const other = await context.newPage()
    await page.fill('#birth_date', '2000-02-29')
    await page.getByRole('button', { name: 'Next' }).click()
    await other.goto(`${service.url}/signup`)
    await page.check('#agree_all')
    await page.getByRole('button', { name: 'Next' }).click()
    await other.getByRole('button', { name: 'Next' }).click()
    expect(await other.textContent('.summary')).toContain('This was changed elsewhere')
    expect(await other.locator('input[name=agreed_terms]').first().isChecked()).toBe(true)
    expect(await findings(other)).toEqual([])
    await context.close()
  })

  it.each(locales)('asks who is known for new terms before going on, in %s', async (locale) => {
    await file.write(steps)
    process.emit('SIGHUP')
    const { page, context, who } = await newcomer({ locale })
    const { next, signUp, agree } = words[locale]
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    await page.fill('#birth_date', '2000-02-29')
    await press(next)
    await page.check('#agree_all')
    await press(next)
    await page.fill('#nickname', `손님${subject}`)
    await page.selectOption('#size', 'M')
    await press(next)
    await page.fill('#phone', phone())
    await press(signUp)
    await page.waitForURL(`${service.url}/account`)

    await context.clearCookies({ domain: 'localhost' })
    await file.write(newTerms)
    process.emit('SIGHUP')
    await vi.waitFor(async () => {
      await login(page, who)
      expect(page.url()).toBe(`${service.url}/consent`)
    })
    await press(agree)
    expect(await page.getAttribute('#agreed_terms', 'aria-invalid')).toBe('true')
    expect(await findings(page)).toEqual([])
    await page.check('#agreed_terms')
    await press(agree)
    await page.waitForURL(`${service.url}/account`)
    await context.close()
  })
})
