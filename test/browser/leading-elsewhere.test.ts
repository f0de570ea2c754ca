import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedUp } from '../support/client.ts'
import { declarationFile } from '../support/declaration.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import { browserIsThere, openBrowser } from './chromium.ts'
import { findings } from './findings.ts'

const words = {
  'ko-KR': {
    verify: '본인인증하기',
    add: 'LINE 연결하기',
    merge: 'LINE 로그인으로 만든 계정이 따로 있어요. 이 계정으로 합치기',
    remove: 'LINE 연결 해제',
    leave: '회원 탈퇴',
    reallyLeave: '탈퇴하기',
    goodbye: '안녕히 가세요',
  },
  'en-US': {
    verify: 'Verify your identity',
    add: 'Add LINE',
    merge: 'I have another account with LINE: merge it into this one',
    remove: 'Remove LINE',
    leave: 'Delete your account',
    reallyLeave: 'Leave',
    goodbye: 'Goodbye',
  },
} as const
const locales = Object.keys(words) as (keyof typeof words)[]

/** Forms that end at somebody else: a browser holds their redirects to the policy of the page (CSP 3, 6.4.2). */
describe.runIf(browserIsThere)('buttons that lead elsewhere in a browser', () => {
  let browser: Browser
  let service: Service
  let asking: Service
  let subject = 970_000

  beforeAll(async () => {
    const { path } = await declarationFile({ onboarding: { steps: ['identity', 'terms', 'profile'] } })
    ;[browser, service, asking] = await Promise.all([
      openBrowser(),
      startService({ LINE_CLIENT_ID: 'try' }),
      startService({ DAEMUN_CONFIG: path }),
    ])
  })
  afterAll(async () => {
    await browser?.close()
    await Promise.all([service?.stop(), asking?.stop()])
  })

  const newSubject = () => {
    subject += 1
    return String(subject)
  }
  const agreeAs = async (page: Page, { url }: Service, who: string) => {
    await page.waitForURL((now) => now.origin !== url)
    await page.goto(`${page.url()}&login_hint=${who}&prompt=none`)
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

  it.each(locales)('adds a login, takes it away, merges an account and leaves, in %s', async (locale) => {
    const { add, merge, remove, leave, reallyLeave, goodbye } = words[locale]
    const [me, line, other] = [newSubject(), newSubject(), newSubject()]
    await signedUp(service, me)
    await signedUp(service, other, 'line')
    const context = await browser.newContext({ locale })
    const page = await context.newPage()
    await page.goto(`${service.url}/auth/kakao/login`)
    await agreeAs(page, service, me)
    expect(await findings(page)).toEqual([])
    await button(page, add).click()
    await agreeAs(page, service, line)
    await button(page, remove).waitFor()
    expect(await findings(page)).toEqual([])
    await button(page, remove).click()
    await button(page, merge).click()
    await agreeAs(page, service, other)
    await button(page, remove).waitFor()
    const owners = `select distinct user_id from identities where subject in ('${me}', '${other}')`
    expect(await service.query(owners)).toHaveLength(1)

    await page.getByRole('link', { name: leave, exact: true }).click()
    expect(await findings(page)).toEqual([])
    await button(page, reallyLeave).click()
    expect(await page.textContent('h1')).toBe(goodbye)
    expect(await findings(page)).toEqual([])
    await context.close()
  })

  it.each(locales)('goes to the agency and back without script, in %s', async (locale) => {
    const who = newSubject()
    const [context, looked] = await Promise.all([
      browser.newContext({ locale, javaScriptEnabled: false }),
      browser.newContext({ locale }),
    ])
    const page = await context.newPage()
    await page.goto(`${asking.url}/auth/kakao/login`)
    await agreeAs(page, asking, who)
    await page.waitForSelector('form[action="/signup"]')
    await looked.addCookies(await context.cookies())
    const checked = await looked.newPage()
    await checked.goto(`${asking.url}/signup`)
    expect(await findings(checked)).toEqual([])
    // The one thing to do here: nothing that would send an empty form.
    expect(await page.locator('form[action="/signup"] button').count()).toBe(1)
    await button(page, words[locale].verify).click()
    await page.waitForURL((now) => now.origin !== asking.url)
    await page.fill('[name=name]', '심청')
    await page.fill('[name=birth_date]', '2001-01-01')
    await page.fill('[name=phone]', `010-2222-${subject % 10_000}`)
    await page.locator('button[type=submit], button').first().click()
    await page.waitForSelector('#nickname')
    await Promise.all([context.close(), looked.close()])
  })

  it.each(locales)('says what went wrong on a page that everybody can read, in %s', async (locale) => {
    const context = await browser.newContext({ locale })
    const page = await context.newPage()
    for (const path of ['/nowhere', '/auth/kakao/callback?state=none&code=none', '/auth/nobody/login']) {
      await page.goto(service.url + path)
      expect(await findings(page)).toEqual([])
    }
    await context.close()
  })
})
