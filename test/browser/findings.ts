import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds wrong on a page, by rule and element. The page's own policy forbids scripts, so it runs apart. */
export async function findings(page: Page): Promise<string[]> {
  const found = await page.evaluate(`${axe.source}; axe.run()`)
  const { violations } = found as { violations: { id: string; nodes: { target: string[] }[] }[] }
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}
