import type { ConsumerUseCases } from '../../src/adapters/inbound/worker/consumers.ts'

const idle = async () => ({ kind: 'idle' })

/** Consumers that do nothing, for a test of one of them. */
export const idleUseCases: ConsumerUseCases = {
  openPendingSignup: idle,
  removeProviderLinks: idle,
  heedProviderNotice: idle,
}
