import type { Clock } from '../../../application/ports/clock.ts'
import type { SpentProofs } from '../../../application/ports/spent-proofs.ts'
import type { Store } from './store.ts'

/** `SpentProofs` in memory. */
export const memorySpentProofs = ({ spentProofs }: Store, clock: Clock): SpentProofs => ({
  async spend(proof, seconds) {
    if (spentProofs.has(proof)) return false
    spentProofs.set(proof, new Date(clock.now().getTime() + seconds * 1_000))
    return true
  },

  async prune() {
    const over = [...spentProofs].filter(([, expiresAt]) => expiresAt <= clock.now())
    for (const [proof] of over) spentProofs.delete(proof)
    return over.length
  },
})
