import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { FoundSignup, NoOpenSignup } from '../../../application/ports/signups.ts'
import type { Field } from '../../../domain/field.ts'
import { builtinFields } from '../../../domain/field.ts'
import type { IdentityId, ProviderName } from '../../../domain/identity.ts'
import type { SignupId } from '../../../domain/ids.ts'
import type { Answers, Onboarding } from '../../../domain/onboarding.ts'
import type { OpenSignup } from '../../../domain/pending-signup.ts'
import type { Tx } from './database.ts'
import type { Schema } from './schema.ts'

export type OpenSignupRow = {
  id: SignupId
  identity_id: IdentityId
  provider: ProviderName
  answers: Answers
  version: number
  opened_at: Date
  expires_at: Date
  plan: Onboarding
}

/** The open signup of an identity, or why there is none: one statement, so that no race shows a false in-between. */
export async function findSignup(
  db: Kysely<Schema>,
  identity: IdentityId,
): Promise<FoundSignup | NoOpenSignup> {
  const owner = await db
    .selectFrom('identities')
    .leftJoin(openSignupRows(db).as('open'), 'open.identity_id', 'identities.id')
    .select(['identities.user_id', 'identities.sealed_profile', 'identities.provider'])
    .select(['open.id', 'open.answers', 'open.version', 'open.opened_at', 'open.expires_at', 'open.plan'])
    .select(sql<boolean>`open.expires_at <= now()`.as('is_over'))
    .where('identities.id', '=', identity)
    .executeTakeFirst()
  if (!owner || owner.is_over) return { kind: 'signup_expired' }
  if (owner.user_id) return { kind: 'already_completed' }
  const { id, provider, answers, version, opened_at, expires_at, plan, sealed_profile } = owner
  if (!id || !answers || version === null || !opened_at || !expires_at || !plan)
    return { kind: 'signup_preparing' }
  if (!sealed_profile) throw new Error(`open signup ${id} has lost its profile`)
  const signup = toOpenSignup({
    id,
    identity_id: identity,
    provider,
    answers,
    version,
    opened_at,
    expires_at,
    plan,
  })
  return { kind: 'found', signup, sealedProfile: sealed_profile }
}

/**
 * The same, with the signup's row held until the transaction ends. The row is locked before it is read:
 * whoever waited for a racing completion must see what that one made of it.
 */
export async function lockSignup(tx: Tx, identity: IdentityId): Promise<FoundSignup | NoOpenSignup> {
  await tx
    .selectFrom('pending_signups')
    .select('id')
    .where('identity_id', '=', identity)
    .where('status', '=', 'open')
    .forUpdate()
    .execute()
  return findSignup(tx, identity)
}

/** Open signups with the onboarding that they go through. */
export function openSignupRows(db: Kysely<Schema>) {
  return db
    .selectFrom('pending_signups')
    .innerJoin('onboardings', 'onboardings.identity_id', 'pending_signups.identity_id')
    .innerJoin('identities', 'identities.id', 'pending_signups.identity_id')
    .select([
      'pending_signups.id',
      'identities.id as identity_id',
      'identities.provider',
      'pending_signups.answers',
      'pending_signups.version',
      'pending_signups.opened_at',
      'pending_signups.expires_at',
      'onboardings.plan',
    ])
    .where('pending_signups.status', '=', 'open')
}

/** A row of an open signup as the domain knows it. */
export function toOpenSignup(row: OpenSignupRow): OpenSignup {
  return {
    status: 'open',
    id: row.id,
    identityId: row.identity_id,
    provider: row.provider,
    onboarding: { ...row.plan, fields: row.plan.fields.map(whole) },
    version: row.version,
    answers: row.answers,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
  }
}

/** Versions before declared fields kept of a field its name and whether it is required: all were built in. */
function whole(field: Field): Field {
  return { ...builtinFields.find(({ name }) => name === field.name), ...field }
}
