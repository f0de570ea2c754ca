import type { CryptoKey, JWK } from 'jose'
import type { KeptKey, KeyShelf, SigningAlgorithm } from './kept-keys.ts'
import { signingOf } from './kept-keys.ts'
import { keyOf, openKey } from './new-key.ts'
import type { SealingKeys } from './sealing-keys.ts'

type Named<Key> = {
  readonly kid: string
  readonly algorithm: SigningAlgorithm
  readonly key: Key
}

/** The keys of this process, as they were when it last looked. */
export type SigningKeys = {
  /** What signs at this moment. */
  current(): Named<CryptoKey>
  /** A key that tokens are verified with. One that is unknown is looked for once, and not by every stranger's word. */
  verifying(kid: string): Promise<Named<CryptoKey> | undefined>
  /** Also those that have yet to sign, and those whose tokens have yet to end. */
  publicJwks(): readonly JWK[]
  /** Looks again at what is kept. */
  reread(): Promise<void>
}

/** Milliseconds in which unknown names of keys are looked for no second time. */
const patienceMs = 5_000

type Held = { readonly kept: KeptKey; readonly publicKey: CryptoKey; readonly privateKey: CryptoKey | null }
type State = { readonly held: ReadonlyMap<string, Held>; readonly readAt: number }

/** Reads the signing keys, of which there is one at least. Throws when no secret opens one that signs, or will. */
export async function openSigningKeys(
  shelf: KeyShelf,
  seal: SealingKeys,
  now: () => number = () => performance.now(),
): Promise<SigningKeys> {
  let state = await read(shelf, seal, new Map(), now)
  let reading: Promise<void> | undefined
  let soughtAt = Number.NEGATIVE_INFINITY

  const reread = () => {
    reading ??= read(shelf, seal, state.held, now)
      .then((fresh) => {
        state = fresh
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }
  const find = (kid: string) => {
    const held = state.held.get(kid)
    return held && { kid, algorithm: held.kept.algorithm, key: held.publicKey }
  }
  return {
    current: () => currentOf(state, now()),
    async verifying(kid) {
      const known = find(kid)
      if (known) return known
      if (now() - soughtAt >= patienceMs) {
        soughtAt = now()
        await reread()
      } else await reading
      return find(kid)
    },
    publicJwks: () => [...state.held.values()].map(({ kept }) => kept.publicJwk),
    reread,
  }
}

/** By a clock that only goes forward, counted from the look at the shelf: our own wall clock has no say in it. */
function currentOf({ held, readAt }: State, now: number): Named<CryptoKey> {
  const passed = (now - readAt) / 1_000
  const able = [...held.values()].flatMap(({ kept, privateKey }) => {
    const { kid, algorithm, signsInSeconds } = kept
    return privateKey ? { kid, algorithm, key: privateKey, signsInSeconds: signsInSeconds - passed } : []
  })
  const signing = signingOf(able)
  if (!signing) throw new Error('no signing key was kept')
  return signing
}

/** What is known already is not opened again: its secret may have left the list meanwhile. */
async function read(
  shelf: KeyShelf,
  seal: SealingKeys,
  known: State['held'],
  now: () => number,
): Promise<State> {
  const kept = await shelf.all()
  const readAt = now()
  const first = kept.indexOf(signingOf(kept) as KeptKey)
  const held = await Promise.all(
    kept.map(async (key, index): Promise<[string, Held]> => {
      const before = known.get(key.kid)
      const signs = index >= first
      const publicKey = before?.publicKey ?? (await keyOf(key.publicJwk, key.algorithm))
      const privateKey = signs ? (before?.privateKey ?? (await openKey(key, seal))) : null
      return [key.kid, { kept: key, publicKey, privateKey }]
    }),
  )
  return { held: new Map(held), readAt }
}
