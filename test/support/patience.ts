import { vi } from 'vitest'

/** Milliseconds after which what is waited for will never come. Vitest's own second is none on a busy machine. */
const timeout = 60_000

const { waitFor, waitUntil } = vi
vi.waitFor = (check, options = {}) =>
  waitFor(check, typeof options === 'number' ? options : { timeout, ...options })
vi.waitUntil = (check, options = {}) =>
  waitUntil(check, typeof options === 'number' ? options : { timeout, ...options })
