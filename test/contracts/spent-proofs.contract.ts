import { describe, expect, it } from 'vitest'
import { countOf, racing } from './arranging.ts'
import type { Storage } from './storage.ts'

/** What both storages promise of proofs that work once. */
export function spentProofsContract(storage: () => Storage) {
  describe('SpentProofs', () => {
    it('spends each proof once, whoever else is spent', async () => {
      const { spentProofs } = storage()
      expect(await spentProofs.spend('one', 60)).toBe(true)
      expect(await spentProofs.spend('one', 60)).toBe(false)
      expect(await spentProofs.spend('another', 60)).toBe(true)
    })

    it('lets one of twenty racers spend it', async () => {
      const spent = await racing(20, () => storage().spentProofs.spend('a race', 60))
      expect(countOf(spent, true)).toBe(1)
    })

    it('remembers until the time is over, and forgets then', async () => {
      const { spentProofs, pass } = storage()
      await spentProofs.spend('short', 60)
      await spentProofs.spend('long', 600)
      await pass(59)
      expect(await spentProofs.prune()).toBe(0)
      await pass(1)
      expect(await spentProofs.prune()).toBe(1)
      expect(await spentProofs.spend('long', 600)).toBe(false)
      expect(await spentProofs.spend('short', 60)).toBe(true)
    })
  })
}
