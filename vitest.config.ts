import { existsSync } from 'node:fs'
import { configDefaults, defineConfig } from 'vitest/config'

// Starts one PostgreSQL for all test files.
const globalSetup = 'test/support/global-setup.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/architecture/violations/**'],
    globalSetup: existsSync(new URL(globalSetup, import.meta.url)) ? [globalSetup] : [],
    setupFiles: ['test/support/patience.ts'],
    // Processes rather than threads: what is tested takes signals, sets its exit code and reads the environment.
    pool: 'forks',
    // Not one per core: the test files share one PostgreSQL and its limit of connections.
    maxWorkers: 3,
    // Real processes and databases, on machines that may be busy: what waits, waits for a condition, and this is only
    // for what will never come.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
