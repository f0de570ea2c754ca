import { setTimeout as pause } from 'node:timers/promises'

/**
 * One reading for everybody who asks within `freshMs`, and never two under way. `undefined` where it fails, or
 * takes longer than `deadlineMs`; it is then read again, by who asks `freshMs` after it ended.
 */
export function remembered<Value>(
  read: () => Promise<Value>,
  { freshMs, deadlineMs }: { freshMs: number; deadlineMs: number },
  now: () => number = () => performance.now(),
): () => Promise<Value | undefined> {
  let held: { value: Value | undefined; at: number } | undefined
  let reading: Promise<Value | undefined> | undefined

  const readOnce = async () => {
    const value = await read().catch(() => undefined)
    held = { value, at: now() }
    reading = undefined
    return value
  }

  return async () => {
    if (held && now() - held.at < freshMs) return held.value
    reading ??= readOnce()
    return Promise.race([reading, pause(deadlineMs, undefined, { ref: false })])
  }
}
