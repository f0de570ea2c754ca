import { randomUUIDv7 } from 'node:crypto'
import type { SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Links } from '../../../application/ports/links.ts'
import type { ShownIdentity } from '../../../application/ports/logins.ts'
import type { Identity, IdentityId } from '../../../domain/identity.ts'
import type { LinkRequest } from '../../../domain/link.ts'
import type { SessionPolicy } from '../../../domain/session.ts'
import { abandon } from '../../../domain/signup-endings.ts'
import type { UserId } from '../../../domain/user.ts'
import type { Database, Tx } from './database.ts'
import { rememberUnlinks } from './erasing-users.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { lockSignup } from './open-signups.ts'
import { endSessionsOf, isLive } from './session-rows.ts'
import { endSignups } from './signup-endings.ts'
import { mergeUsers } from './user-merges.ts'

/** `Links` on PostgreSQL. Users are held before signups, signups before identities, by everybody here. */
export const postgresLinks = (db: Database, policy: SessionPolicy, awaited: Awaited): Links => ({
  async ofUser(user) {
    const rows = await db
      .selectFrom('identities')
      .select(['id', 'provider', sql<Date>`first_seen_at`.as('firstSeenAt')])
      .where('user_id', '=', user)
      .orderBy('firstSeenAt')
      .orderBy('id')
      .execute()
    return rows
  },

  link: (identity, request, decide) =>
    db.transaction().execute(async (tx) => {
      const held = await holdUsers(tx, identity, request.userId)
      if (!(await isSignedIn(tx, request, policy))) return { kind: 'invalid_grant' }
      const shown = await show(tx, identity)
      const owner = await ownerOf(tx, shown.id)
      const decided = decide(owner)
      if (decided.kind === 'identity_taken') return decided
      if (decided.kind === 'already_linked') return { kind: 'linked' }
      if (decided.kind === 'merge') {
        // It went to somebody else while we waited, who is not held: whoever asks again finds out.
        if (!held.has(decided.merged)) return { kind: 'identity_taken' }
        await mergeUsers(tx, { survivor: request.userId, merged: decided.merged }, awaited)
        return { kind: 'merged' }
      }
      await giveTo(tx, shown.id, request.userId, awaited)
      const { userId } = request
      const { provider } = identity
      await writeEvents(tx, [{ type: 'IdentityLinked', userId, identityId: shown.id, provider }], awaited)
      return { kind: 'linked' }
    }),

  unlink: (user, id, { asking, end }, decide) =>
    db.transaction().execute(async (tx) => {
      await tx.selectFrom('users').select('id').where('id', '=', user).forUpdate().execute()
      const identities = await tx
        .selectFrom('identities')
        .select(['id', 'provider'])
        .where('user_id', '=', user)
        .execute()
      const decided = decide(identities.map((each) => each.id))
      const found = identities.find((each) => each.id === id)
      if (decided.kind !== 'unlink' || !found)
        return decided.kind === 'unlink' ? { kind: 'unknown_identity' } : decided
      await rememberUnlinks(tx, sql`id = ${id}`)
      await tx.deleteFrom('identities').where('id', '=', id).execute()
      const isLeft = identities.some((each) => each.id !== id && each.provider === found.provider)
      if (!isLeft) await endSessionsOf(tx, user, { except: asking, begunBy: found.provider, end }, awaited)
      const told = {
        type: 'IdentityUnlinked',
        userId: user,
        identityId: id,
        provider: found.provider,
      } as const
      await writeEvents(tx, [told], awaited)
      return { kind: 'unlinked' }
    }),
})

/** Holds who asks and whose the identity is, in one order for everybody: two who merge each other wait, not for ever. */
async function holdUsers(
  tx: Tx,
  { provider, subject }: Identity,
  asking: UserId,
): Promise<ReadonlySet<UserId>> {
  const rows = await tx
    .selectFrom('users')
    .select('id')
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('id', '=', asking),
        eb(
          'id',
          'in',
          selectFrom('identities')
            .select(sql<UserId>`user_id`.as('user_id'))
            .where('provider', '=', provider)
            .where('subject', '=', subject)
            .where('user_id', 'is not', null),
        ),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Set(rows.map(({ id }) => id))
}

async function isSignedIn(tx: Tx, { userId, sessionId }: LinkRequest, policy: SessionPolicy) {
  return tx
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select('sessions.id')
    .where('sessions.id', '=', sessionId)
    .where('sessions.user_id', '=', userId)
    .where(isLive(policy))
    .executeTakeFirst()
}

/** The identity's row, held from here on: new, or of a newcomer, or somebody's. */
async function show(
  tx: Tx,
  { provider, subject, sealedToken = null }: ShownIdentity,
): Promise<{ id: IdentityId }> {
  const known = await tx
    .selectFrom('identities')
    .select('id')
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (known) await lockSignup(tx, known.id)
  return tx
    .insertInto('identities')
    .values({
      id: randomUUIDv7() as IdentityId,
      provider,
      subject,
      user_id: null,
      sealed_profile: null,
      sealed_provider_token: sealedToken,
    })
    .onConflict((conflict) =>
      conflict.columns(['provider', 'subject']).doUpdateSet({
        last_seen_at: sql`now()`,
        sealed_provider_token: sql`coalesce(excluded.sealed_provider_token, identities.sealed_provider_token)`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
}

function ownerOf(tx: Tx, identity: IdentityId) {
  return tx
    .selectFrom('identities')
    .innerJoin('users', 'users.id', 'identities.user_id')
    .select(['users.id', 'users.status'])
    .where('identities.id', '=', identity)
    .executeTakeFirst()
}

/** A signup that was open for the identity has nothing left to do. */
async function giveTo(tx: Tx, id: IdentityId, user: UserId, awaited: Awaited): Promise<void> {
  const found = await lockSignup(tx, id)
  await tx
    .updateTable('identities')
    .set({ user_id: user, sealed_profile: null })
    .where('id', '=', id)
    .where(sql<SqlBool>`user_id is null`)
    .execute()
  if (found.kind === 'found') await endSignups(tx, [abandon(found.signup)], awaited)
}
