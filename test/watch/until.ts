import { setTimeout as pause } from 'node:timers/promises'

/** Looks again until it is so; the test's own deadline ends a wait in vain. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(20)
}
