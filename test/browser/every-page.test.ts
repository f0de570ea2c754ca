import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stylesheet } from '../../src/adapters/inbound/http/pages/stylesheet.ts'
import { shownPages } from '../support/shown-pages.ts'
import { browserIsThere, openBrowser } from './chromium.ts'
import { findings } from './findings.ts'

const origin = 'http://pages.invalid'
const shown = (['ko', 'en'] as const).flatMap((language) =>
  shownPages(language).map(([name, markup]) => ({ name, language, markup })),
)

/** WCAG 2.2: 1.4.3 contrast, 1.4.10 reflow, and whatever else axe can tell, in both schemes. */
describe.runIf(browserIsThere)('every page and state of it', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
  })

  /** As the service would send it, without the service. */
  const open = async (colorScheme: 'light' | 'dark', markup: string): Promise<Page> => {
    const page = await browser.newPage({ colorScheme })
    await page.route('**/*', (route) => {
      if (route.request().url().endsWith('.css'))
        return route.fulfill({ contentType: 'text/css', body: stylesheet })
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: markup })
    })
    await page.goto(`${origin}/page`)
    return page
  }

  it.each(shown)('$name in $language is accessible, light and dark', async ({ markup }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(colorScheme, markup)
      expect(await findings(page)).toEqual([])
      await page.close()
    }
  })

  it.each(shown)('$name in $language is never wider than its window', async ({ markup }) => {
    const page = await open('light', markup)
    for (const width of [320, 360, 1_280]) {
      await page.setViewportSize({ width, height: 900 })
      const wide = await page.evaluate(
        `[...document.querySelectorAll('main, main *')].filter((each) => each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 80))`,
      )
      expect(wide).toEqual([])
    }
    await page.close()
  })
})
