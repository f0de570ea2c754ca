import { existsSync } from 'node:fs'
import { configDefaults, defineConfig } from 'vitest/config'

// Starts one PostgreSQL for all test files.
const globalSetup = 'test/support/global-setup.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/architecture/violations/**'],
    globalSetup: existsSync(new URL(globalSetup, import.meta.url)) ? [globalSetup] : [],
    // Processes rather than threads: what is tested takes signals, sets its exit code and reads the environment.
    pool: 'forks',
    // Not one per core: the test files share one PostgreSQL and its limit of connections.
    maxWorkers: 2,
    // Real processes on a shared CI machine: a second try tells a starved machine from a broken promise. What only
    // passes the second time is still listed, and is a bug to mend; at a desk nothing is tried twice.
    retry: process.env.CI === 'true' ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
