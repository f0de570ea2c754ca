import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stylesheet } from '../../src/adapters/inbound/http/pages/stylesheet.ts'
import { shownPages } from '../support/shown-pages.ts'
import { browserIsThere, openBrowser } from './chromium.ts'
import { contrastFindings, findings } from './findings.ts'

const origin = 'http://pages.invalid'
const shown = (['ko', 'en'] as const).flatMap((language) =>
  shownPages(language).map(([name, markup]) => ({ name, language, markup })),
)

/** WCAG 2.2: 1.4.3 contrast, 1.4.10 reflow, and whatever else axe can tell; of another scheme only colours differ. */
describe.runIf(browserIsThere)('every page and state of it', () => {
  let browser: Browser
  let page: Page
  let markup = ''

  beforeAll(async () => {
    browser = await openBrowser()
    page = await browser.newPage()
    // As the service would send it, without the service.
    await page.route('**/*', (route) => {
      if (route.request().url().endsWith('.css'))
        return route.fulfill({ contentType: 'text/css', body: stylesheet })
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: markup })
    })
  })
  afterAll(async () => {
    await browser?.close()
  })

  const elementsBeyond = async (width: number) => {
    await page.setViewportSize({ width, height: 900 })
    return page.evaluate(
      `[...document.querySelectorAll('main, main *')].filter((each) => each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 80))`,
    )
  }

  it.each(shown)('$name in $language is never too wide, and accessible, light and dark', async (state) => {
    markup = state.markup
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(`${origin}/page`)
    for (const width of [320, 360, 1_280]) expect(await elementsBeyond(width)).toEqual([])
    // The other language has the same elements in the same colours.
    if (state.language !== 'ko') return
    expect(await findings(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await contrastFindings(page)).toEqual([])
  })
})
