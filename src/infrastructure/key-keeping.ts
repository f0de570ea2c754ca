import type { Database } from '../adapters/outbound/postgres/database.ts'
import { postgresKeyShelf } from '../adapters/outbound/postgres/key-shelf.ts'
import type { RotationPolicy } from '../adapters/outbound/tokens/key-rotation.ts'
import { sealingKeys } from '../adapters/outbound/tokens/sealing-keys.ts'
import type { Config } from './config.ts'

/** A verifier may keep our keys for 5 minutes by our own word, and jose for 10 by its own. */
const leadSeconds = 900

/** Where signing keys are, what seals them, and what the environment says of them. */
export function keyKeeping(config: Config, secrets: readonly [string, ...string[]], db: Database) {
  return [postgresKeyShelf(db), sealingKeys(secrets, 'signing key'), rotationPolicyOf(config)] as const
}

function rotationPolicyOf({ signing, accessTokenTtlSeconds, signupTtlSeconds }: Config): RotationPolicy {
  const tokenTtlSeconds = Math.max(accessTokenTtlSeconds, signupTtlSeconds)
  return { ...signing, leadSeconds, tokenTtlSeconds }
}
