import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const installed = candidates.find((path) => existsSync(path))

/** Whether browser tests can run here; in CI a missing browser is a failure, elsewhere one loud line. */
export const browserIsThere = installed !== undefined || process.env.CI === 'true'
if (!browserIsThere)
  console.warn('SKIPPED: browser tests. Install Chromium (apt-get install chromium) to run them.')

/** A headless browser that speaks to nobody but the page's own server. */
export async function openBrowser(): Promise<Browser> {
  if (!installed) throw new Error('Chromium is not installed: apt-get install chromium')
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  const args = [...quiet, '--disable-component-update', '--disable-sync', '--no-sandbox']
  // SIGHUP has a service read its declaration again; the browser has no part in it.
  return chromium.launch({ executablePath: installed, args, handleSIGHUP: false })
}
