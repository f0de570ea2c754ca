import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { signedUp } from '../support/client.ts'
import { isSignedIn } from '../support/heeded.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import { browserIsThere, openBrowser } from './chromium.ts'
import { findings } from './findings.ts'

const languages = [
  { locale: 'ko-KR', unlink: '카카오 연결 끊기', send: '보내기', webhooks: '웹훅 보내기', who: '1000000001' },
  { locale: 'en-US', unlink: 'Kakao Unlink', send: 'Send', webhooks: 'Send a webhook', who: '1000000002' },
] as const

describe.runIf(browserIsThere)("the simulator's pages for webhooks, in a browser without script", () => {
  let browser: Browser
  let service: Service
  beforeAll(async () => {
    ;[browser, service] = await Promise.all([openBrowser(), startService()])
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  const visit = async (locale: string, javaScriptEnabled = false) => {
    const context = await browser.newContext({
      locale,
      javaScriptEnabled,
      viewport: { width: 360, height: 800 },
    })
    return { context, page: await context.newPage() }
  }

  it.each(languages)('sign out who unlinks at the simulator: $locale', async ({ locale, unlink, who }) => {
    const { access_token: token } = await signedUp(service, who)
    const { context, page } = await visit(locale)
    await page.goto(`${service.url}/auth/kakao/login`)
    await page.locator(`button[value="${who}"]`).first().click()
    await page.waitForURL(`${service.url}/**`)
    expect(await isSignedIn(service, token)).toBe(true)
    await page.goto(`${service.simulator}/connected`)
    await page.getByRole('button', { name: unlink }).click()
    await page.waitForURL(`${service.simulator}/connected`)
    expect(await page.getByRole('button', { name: unlink }).count()).toBe(0)
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
    await context.close()
  })

  it.each(languages)('send what is asked for, and show it: $locale', async ({ locale, webhooks, send }) => {
    const { context, page } = await visit(locale)
    await page.goto(service.simulator)
    await page.getByRole('link', { name: webhooks }).click()
    await page.locator('summary').nth(1).click()
    const form = page.locator('details').nth(1)
    await form.locator('select[name=event]').selectOption('tokens-revoked')
    await form.locator('select[name=fault]').selectOption('wrong_key')
    await form.getByRole('button', { name: send }).click()
    expect(await page.locator('.sent li').first().textContent()).toMatch(/400.+tokens-revoked/s)
    expect(await form.locator('select[name=event]').inputValue()).toBe('tokens-revoked')
    await context.close()
  })

  it.each(languages)('are accessible, and no wider than a small screen: $locale', async ({ locale }) => {
    const { context, page } = await visit(locale, true)
    for (const path of ['/webhooks', '/connected']) {
      await page.goto(`${service.simulator}${path}`)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
      expect(await findings(page)).toEqual([])
    }
    await context.close()
  })
})
