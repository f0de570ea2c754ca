import { setTimeout as pause } from 'node:timers/promises'
import type { IQueueBackend } from 'bullmq'

/** Milliseconds that a worker waits after it could not take a job. */
const restMs = 500

/**
 * BullMQ asks again at once when taking a job failed: a server that is full, read-only or starting up would be
 * asked thousands of times a second.
 */
export function unhurried<Backend extends IQueueBackend>(backend: Backend): Backend {
  const take = backend.moveToActive.bind(backend)
  backend.moveToActive = async (...job) => {
    try {
      return await take(...job)
    } catch (error) {
      await pause(restMs)
      throw error
    }
  }
  return backend
}
