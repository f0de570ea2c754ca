// trips: every-package-has-a-home
import type { AxeResults } from 'axe-core'

export type Results = AxeResults
