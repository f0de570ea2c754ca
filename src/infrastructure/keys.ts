import type { Database } from '../adapters/outbound/postgres/database.ts'
import { resealProviderTokens } from '../adapters/outbound/postgres/provider-tokens.ts'
import type { KeptKey } from '../adapters/outbound/tokens/kept-keys.ts'
import { signingOf } from '../adapters/outbound/tokens/kept-keys.ts'
import { resealKeys, rotateKeys } from '../adapters/outbound/tokens/key-rotation.ts'
import { providerTokenKeys } from '../adapters/outbound/tokens/seals.ts'
import type { Command } from './command.ts'
import { runCommand, UsageError } from './command.ts'
import { keyKeeping } from './key-keeping.ts'
import { keptSecret } from './secret-file.ts'

const usage = `npm run keys -- list     which keys there are, and which one signs
npm run keys -- rotate   makes the next key, of SIGNING_ALGORITHM; it is published first and signs after
npm run keys -- reseal   seals every private key, and every provider's token, by the first secret of DAEMUN_SECRET`

type Keeping = ReturnType<typeof keyKeeping>
type Secrets = readonly [string, ...string[]]

type Verb = (keeping: Keeping, secrets: Secrets, db: Database) => Promise<string>

const verbs: Readonly<Record<string, Verb>> = {
  list: async ([shelf]) => listed(await shelf.all()),

  async rotate([shelf, seal, policy]) {
    const rotated = await rotateKeys(shelf, seal, policy)
    const keys = listed(await shelf.all())
    if (rotated.kind === 'next_is_known') throw new Error(`There is a next key already.\n${keys}`)
    return `Key ${rotated.kid} is published.\n${keys}`
  },

  async reseal([shelf, seal], secrets, db) {
    const resealed = await resealKeys(shelf, seal)
    const closed = (await shelf.all()).filter(({ sealedPrivateJwk }) => !seal.isCurrent(sealedPrivateJwk))
    if (closed.length > 0) {
      const kids = closed.map(({ kid }) => kid).join(', ')
      throw new Error(`DAEMUN_SECRET does not open ${kids}: put the secret that sealed it into the list.`)
    }
    const tokens = await resealProviderTokens(db, providerTokenKeys(secrets))
    if (tokens.closed > 0)
      throw new Error(
        `DAEMUN_SECRET does not open ${tokens.closed} tokens of providers: put their secret back.`,
      )
    return `All is sealed by the first secret; sealed now: ${resealed.length} keys, ${tokens.resealed} tokens of providers.`
  },
}

/** `npm run keys`: what signs, and what will. */
await runCommand(([verb = '', ...more]): Command => {
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!run || more.length > 0) throw new UsageError(usage)
  return async ({ config, connections, directory }) => {
    const secrets = config.secrets ?? ([await keptSecret(directory)] as const)
    return run(keyKeeping(config, secrets, connections.db), secrets, connections.db)
  }
})

function listed(kept: readonly KeptKey[]): string {
  const signing = signingOf(kept)
  const lines = kept.map((key) => `${key.kid}  ${key.algorithm}  ${stateOf(key, key === signing)}`)
  return lines.join('\n') || 'There is no key yet: the service makes the first one when it starts.'
}

function stateOf({ signsInSeconds }: KeptKey, isSigning: boolean): string {
  if (signsInSeconds > 0) return `signs in ${inWords(signsInSeconds)}`
  return isSigning ? `signs, since ${inWords(-signsInSeconds)}` : 'verifies until its last token is over'
}

function inWords(seconds: number): string {
  const [days, hours, minutes] = [seconds / 86_400, seconds / 3_600, seconds / 60]
  if (days >= 2) return `${Math.floor(days)} days`
  return hours >= 2 ? `${Math.floor(hours)} hours` : `${Math.ceil(minutes)} minutes`
}
