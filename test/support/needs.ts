import { spawnSync } from 'node:child_process'

/**
 * Whether a program that some tests need is installed here. Without it they are to be skipped, which is said in
 * one loud line; with `CI=true` they run all the same, and fail.
 */
export function isInstalled(program: string, packageName: string): boolean {
  const found = spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
  if (found || process.env.CI === 'true') return true
  console.warn(`SKIPPED: tests with ${program}. Install it (apt-get install ${packageName}) to run them.`)
  return false
}
