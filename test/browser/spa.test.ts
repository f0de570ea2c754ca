import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { signedUp } from '../support/client.ts'
import { freePort } from '../support/free-port.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import { browserIsThere, openBrowser } from './chromium.ts'

describe.runIf(browserIsThere)('the example single-page app, on an origin of its own', () => {
  let browser: Browser
  let service: Service
  let app: string
  let stopServing: () => Promise<unknown>

  beforeAll(async () => {
    const port = await freePort()
    app = `http://127.0.0.1:${port}`
    const client = { id: 'spa', redirect_uris: [`${app}/`], origins: [app] }
    ;[browser, service] = await Promise.all([
      openBrowser(),
      startService({ CLIENTS: JSON.stringify([client]) }),
    ])
    const serving = spawn(process.execPath, ['examples/spa/serve.ts', String(port), service.url])
    stopServing = async () => {
      serving.kill()
      if (serving.exitCode === null && serving.signalCode === null) await once(serving, 'exit')
    }
    await once(serving.stdout, 'data')
  })
  afterAll(async () => {
    await browser?.close()
    await stopServing?.()
    await service?.stop()
  })

  const tokenCalls = () =>
    service.log.filter((line) => line.includes('"/auth/token"') && line.includes('"POST"'))
  const says = (page: Page, text: string) => page.locator('#state', { hasText: text }).waitFor()

  /** A page of the application after its person has been at the provider, with `prompt=none` in place of clicks. */
  async function loggedIn(context: BrowserContext, subject: string): Promise<Page> {
    const page = await context.newPage()
    await page.goto(`${app}/?tab=1#here`)
    await says(page, 'signed_out never')
    await viaProvider(page, subject)
    return page
  }
  async function viaProvider(page: Page, subject: string): Promise<void> {
    await page.click('#login')
    await page.waitForURL(/\/oauth\/authorize\?/)
    await page.goto(`${page.url()}&login_hint=${subject}&prompt=none`)
  }
  async function visit(subject: string) {
    await signedUp(service, subject)
    const context = await browser.newContext()
    return { context, page: await loggedIn(context, subject) }
  }

  it('logs a known person in; nothing of it stays in the address bar, and no refresh token in Web Storage', async () => {
    const { context, page } = await visit('61001')
    await says(page, 'signed_in 사람 61001')
    expect(page.url()).toBe(`${app}/`)
    await page.click('#me')
    await page.locator('#answer', { hasText: '사람 61001' }).waitFor()
    const stored = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])'
    expect(await page.evaluate(stored)).toBe('[{},{},""]')
    await context.close()
  })

  it('takes somebody new through signup on the pages of the service, and back', async () => {
    const context = await browser.newContext({ locale: 'ko-KR' })
    const page = await loggedIn(context, '61002')
    await page.waitForSelector('form[action="/signup"]')
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    await page.fill('#nickname', '새 사람')
    await page.getByRole('button', { name: '가입하기', exact: true }).click()
    await says(page, 'signed_in 새 사람')
    expect(page.url()).toBe(`${app}/`)
    await context.close()
  })

  it('refreshes once for two tabs that want it at once, and both have the new token', async () => {
    const { context, page } = await visit('61003')
    await says(page, 'signed_in')
    const other = await context.newPage()
    await other.goto(app)
    await says(other, 'signed_in')
    const before = tokenCalls().length
    // The answer waits until both tabs have asked: one has the lock, and the other stands in line for it.
    const bothAsked = () =>
      page.evaluate('navigator.locks.query().then(({ held, pending }) => [held.length, pending.length])')
    await context.route('**/auth/token', async (route) => {
      await vi.waitFor(async () => expect(await bothAsked()).toEqual([1, 1]), { timeout: 2_500 })
      await route.continue()
    })
    await Promise.all([page.click('#refresh'), other.click('#refresh')])
    const tokenIn = async (tab: Page) => {
      await tab.locator('#answer', { hasText: /^ey/ }).waitFor()
      return tab.textContent('#answer')
    }
    const [one, two] = await Promise.all([tokenIn(page), tokenIn(other)])
    expect(one).toBe(two)
    expect(tokenCalls().length - before).toBe(1)
    await context.close()
  })

  it('lets go when the tab that refreshes is killed in the middle; the other gets the same answer', async () => {
    const { context, page } = await visit('61004')
    await says(page, 'signed_in')
    const other = await context.newPage()
    await other.goto(app)
    await says(other, 'signed_in')
    const answered = new Promise<void>((resolve) => {
      void page.route('**/auth/token', async (route) => {
        await route.fetch()
        resolve()
        await new Promise(() => {})
      })
    })
    await page.click('#refresh')
    await answered
    await page.close()
    await other.click('#refresh')
    await other.locator('#answer', { hasText: /^ey/ }).waitFor()
    await other.click('#me')
    await other.locator('#answer', { hasText: '사람 61004' }).waitFor()
    await context.close()
  })

  it('goes on after a reload, and signs out in all tabs', async () => {
    const { context, page } = await visit('61005')
    await says(page, 'signed_in')
    await page.reload()
    await says(page, 'signed_in 사람 61005')
    const other = await context.newPage()
    await other.goto(app)
    await says(other, 'signed_in')
    await other.click('#sign-out')
    await says(other, 'signed_out here')
    await says(page, 'signed_out elsewhere')
    await page.reload()
    await says(page, 'signed_out never')
    await context.close()
  })

  it('follows when somebody else logs in in another tab', async () => {
    const { context, page } = await visit('61006')
    await says(page, 'signed_in 사람 61006')
    await signedUp(service, '61007')
    const other = await context.newPage()
    // The button is not there for who is signed in; a person with two accounts begins in an address of their own.
    await other.goto(app)
    await says(other, 'signed_in 사람 61006')
    await other.evaluate("document.querySelector('#login').hidden = false")
    await viaProvider(other, '61007')
    await says(other, 'signed_in 사람 61007')
    await says(page, 'signed_in 사람 61007')
    await context.close()
  })

  it('refuses the address of a login that was used, or that another browser began', async () => {
    const { context, page } = await visit('61008')
    await says(page, 'signed_in')
    const calls = tokenCalls().length
    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(`${app}/?code=stolen&state=unknown&iss=${encodeURIComponent(service.url)}`)
    await stranger.locator('#problem', { hasText: 'invalid_state' }).waitFor()
    expect(stranger.url()).toBe(`${app}/`)
    expect(tokenCalls()).toHaveLength(calls)
    // Who is signed in already stays so.
    await page.goto(`${app}/?code=stolen&state=unknown&iss=${encodeURIComponent(service.url)}`)
    await says(page, 'signed_in 사람 61008')
    expect(page.url()).toBe(`${app}/`)
    await stranger.context().close()
    await context.close()
  })

  it('says so when the network is down, and is still signed in when it is back', async () => {
    const { context, page } = await visit('61009')
    await says(page, 'signed_in')
    await context.setOffline(true)
    await page.click('#refresh')
    await page.locator('#problem', { hasText: 'No connection' }).waitFor()
    await says(page, 'signed_in')
    await context.setOffline(false)
    await page.click('#refresh')
    await page.locator('#answer', { hasText: /^ey/ }).waitFor()
    await context.close()
  })

  it('signs out everywhere: another device is out with its next refresh', async () => {
    const { context, page } = await visit('61010')
    await says(page, 'signed_in')
    const phone = await browser.newContext()
    const there = await loggedIn(phone, '61010')
    await says(there, 'signed_in')
    await page.click('#everywhere')
    await says(page, 'signed_out here')
    await there.click('#refresh')
    await says(there, 'signed_out ended')
    await phone.close()
    await context.close()
  })
})
