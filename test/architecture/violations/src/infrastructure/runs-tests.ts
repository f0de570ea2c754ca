// trips: every-package-has-a-home, test-tools-stay-in-tests
import fc from 'fast-check'
import { chromium } from 'playwright-core'
import { it } from 'vitest'

export const tests = { fc, chromium, it }
