import type { NativeProof } from '../domain/native-login.ts'
import { onceOnly, spentSeconds } from '../domain/native-login.ts'
import type { Device } from '../domain/session.ts'
import type { AdmissionNeeds, AdmissionOutcome } from './admit-identity.ts'
import { admitIdentity } from './admit-identity.ts'
import type { IdentityProvider, NativeRefusal } from './ports/identity-providers.ts'
import type { Nonces } from './ports/nonces.ts'
import type { SpentProofs } from './ports/spent-proofs.ts'

export type NativeLoginOutcome = AdmissionOutcome | NativeRefusal | { readonly kind: 'invalid_nonce' }

type Needs = AdmissionNeeds & { nonces: Nonces; spentProofs: SpentProofs }

/** Whoever logged in by a provider's own SDK in a mobile app comes to the same two ends as by the browser. */
export const completeNativeLogin = ({ nonces, spentProofs, ...needs }: Needs) => {
  const admit = admitIdentity(needs)
  return async (
    provider: IdentityProvider,
    proof: NativeProof,
    nonce: string | undefined,
    device: Device,
  ): Promise<NativeLoginOutcome> => {
    if (!provider.proveNative) return { kind: 'native_login_unsupported' }
    const proved = await provider.proveNative(proof)
    if (proved.kind !== 'identified') return proved
    if (proof.kind === 'id_token') {
      const isOurs = (claimed: string) => nonces.isOurs(provider.name, claimed, needs.clock.now())
      const judged = onceOnly(provider.name, proof, { sent: nonce, claimed: proved.nonce }, isOurs)
      if (judged.kind !== 'once') return judged
      // Before anybody is signed in: who dies here has to log in again, and nobody comes in twice.
      if (!(await spentProofs.spend(judged.proof, spentSeconds))) return { kind: 'invalid_nonce' }
    }
    return admit(proved, { returnTo: null, client: null }, device)
  }
}
