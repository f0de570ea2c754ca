import { randomUUIDv7 } from 'node:crypto'
import type pg from 'pg'
import type { Logins, NewSession, NotSignedIn, SignedIn } from '../../../application/ports/logins.ts'
import type { IdentityId } from '../../../domain/identity.ts'
import type { UserId, UserStatus } from '../../../domain/user.ts'
import type { Awaited } from './event-writer.ts'
import { newEventId } from './event-writer.ts'

const signIn = ({ lock = '', kept = '' } = {}) => `
with known as (
  select identities.id as identity_id, users.id, users.nickname, users.status, not $11::text[] <@ array(
    select terms_id || ' ' || terms_version from consents where user_id = users.id and action = 'given'
  ) as is_asked
  from identities join users on users.id = identities.user_id
  where identities.provider = $1 and identities.subject = $2 ${lock}
), ${kept} started as (
  insert into sessions (id, user_id, provider, refresh_token_hash, user_agent, address, expires_at, client_id)
  select $3, known.id, $1, $4, $5, $6, now() + make_interval(secs => $7), $12
  from known where status = 'active' and not is_asked
  returning started_at
), told as (
  insert into outbox (id, type, subject, data, closed_at, traceparent)
  select $8, 'UserLoggedIn', known.id,
    jsonb_build_object('user_id', known.id, 'session_id', $3::uuid, 'provider', $1::text),
    case when $9 then null else now() end, $10
  from known where status = 'active' and not is_asked
)
select known.id, known.nickname, known.status, known.is_asked, started.started_at from known left join started on true`

// One statement: of any number of racing first logins one inserts the row (its xmax is 0) and tells the event.
const firstSeen = `
with seen as (
  insert into identities as known (id, provider, subject, sealed_profile, sealed_provider_token)
  values ($1, $2, $3, $4, $8)
  on conflict (provider, subject) do update set
    last_seen_at = now(),
    sealed_profile = case when known.user_id is null then excluded.sealed_profile end,
    sealed_provider_token = coalesce(excluded.sealed_provider_token, known.sealed_provider_token)
  returning id, xmax = 0 as born
), told as (
  insert into outbox (id, type, subject, data, closed_at, traceparent)
  select $5, 'UserFirstSeen', seen.id, jsonb_build_object('identity_id', seen.id, 'provider', $2::text),
    case when $6 then null else now() end, $7
  from seen where born
)
select id from seen`

type KnownRow = {
  id: UserId
  nickname: string
  status: UserStatus
  is_asked: boolean
  started_at: Date | null
}

const signingIn = { name: 'sign-in', text: signIn() }

const signingInKeepingToken = {
  name: 'sign-in-keeping-token',
  text: signIn({
    // The user first, as everybody does who changes an identity that is somebody's.
    lock: 'for key share of users',
    kept: `kept as (
      update identities set sealed_provider_token = $13 from known where identities.id = known.identity_id
    ),`,
  }),
}

/** `Logins` as two prepared statements, straight through `pg`; to keep a token costs a login that brought one. */
export const postgresLogins = (pool: pg.Pool, awaited: Awaited): Logins => ({
  async signIn(identity, session, required = []) {
    const { id, refreshTokenHash, ttlSeconds, device, clientId } = session
    const { rows } = await pool.query<KnownRow>({
      ...(identity.sealedToken ? signingInKeepingToken : signingIn),
      values: [
        identity.provider,
        identity.subject,
        id,
        refreshTokenHash,
        device.userAgent,
        device.address,
        ttlSeconds,
        newEventId(),
        awaited.has('UserLoggedIn'),
        awaited.traceparent?.() ?? null,
        // An id has no blank in it, so that the pair reads but one way.
        required.map((terms) => `${terms.id} ${terms.version}`),
        clientId,
        ...(identity.sealedToken ? [identity.sealedToken] : []),
      ],
    })
    const [known] = rows
    return toOutcome(known, session, identity.provider)
  },

  async firstSeen({ provider, subject, sealedToken = null }, profile) {
    const { rows } = await pool.query<{ id: IdentityId }>({
      name: 'first-seen',
      text: firstSeen,
      values: [
        randomUUIDv7(),
        provider,
        subject,
        profile,
        newEventId(),
        awaited.has('UserFirstSeen'),
        awaited.traceparent?.() ?? null,
        sealedToken,
      ],
    })
    const [seen] = rows
    if (!seen) throw new Error('an upsert of an identity returned no row')
    return seen.id
  },
})

function toOutcome(
  row: KnownRow | undefined,
  { id: sessionId, clientId }: NewSession,
  provider: SignedIn['provider'],
): SignedIn | NotSignedIn {
  if (row?.status === 'blocked') return { kind: 'user_blocked' }
  if (row?.status === 'withdrawn') return { kind: 'user_withdrawn' }
  if (row?.status === 'active' && row.is_asked) return { kind: 'consent_required', userId: row.id }
  // Whoever withdrew is somebody new.
  if (!row?.started_at) return { kind: 'unknown' }
  const { id, nickname, started_at: startedAt } = row
  return { kind: 'signed_in', user: { id, nickname }, sessionId, provider, clientId, startedAt }
}
