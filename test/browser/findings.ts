import axe from 'axe-core'
import type { Page } from 'playwright-core'

/**
 * What axe finds wrong on a page, by rule and element; a picture of it too, where somebody wants to look. The page's
 * own policy forbids scripts, so it runs apart.
 */
export async function findings(page: Page): Promise<string[]> {
  const directory = process.env.SCREENSHOTS
  if (directory) {
    for (const width of [360, 1_280]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${directory}/${Date.now()}-${width}.png`, fullPage: true })
    }
  }
  return told(await page.evaluate(`${axe.source}; axe.run()`))
}

/** What axe finds wrong with the colours of a page that `findings` has looked at before. */
export async function contrastFindings(page: Page): Promise<string[]> {
  return told(await page.evaluate(`axe.run({ runOnly: ['color-contrast'] })`))
}

function told(found: unknown): string[] {
  const { violations } = found as { violations: { id: string; nodes: { target: string[] }[] }[] }
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}
