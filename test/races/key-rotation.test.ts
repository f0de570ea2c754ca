import { setTimeout as pause } from 'node:timers/promises'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { postgresKeyShelf } from '../../src/adapters/outbound/postgres/key-shelf.ts'
import { joseAccessTokens } from '../../src/adapters/outbound/tokens/access-tokens.ts'
import type { SigningAlgorithm } from '../../src/adapters/outbound/tokens/kept-keys.ts'
import { prepareKeys, rotateKeys, tendKeys } from '../../src/adapters/outbound/tokens/key-rotation.ts'
import { openSigningKeys } from '../../src/adapters/outbound/tokens/keys.ts'
import { sealingKeys } from '../../src/adapters/outbound/tokens/sealing-keys.ts'
import type { AccessTokens } from '../../src/application/ports/access-tokens.ts'
import type { IdentityId } from '../../src/domain/identity.ts'
import type { SessionId } from '../../src/domain/ids.ts'
import type { UserId } from '../../src/domain/user.ts'
import { migratedDatabase } from '../support/database.ts'
import { rotationPolicy, secrets } from '../support/signing-keys.ts'

let database: Awaited<ReturnType<typeof migratedDatabase>>
beforeAll(async () => {
  database = await migratedDatabase()
})
beforeEach(() => database.pool.query('truncate signing_keys'))
afterAll(() => database.drop())

const seal = sealingKeys(secrets, 'signing key')
const id = '01a20000-0000-7000-8000-000000000000'
const session = {
  userId: id as UserId,
  sessionId: id as SessionId,
  provider: 'kakao',
  clientId: null,
} as const
const policy = { issuer: 'i', audience: 'a', accessTokenTtlSeconds: 60, signupTtlSeconds: 60 }

/** A process of its own, as far as keys go. */
async function startProcess() {
  const shelf = postgresKeyShelf(database.db)
  await prepareKeys(shelf, seal, rotationPolicy)
  const keys = await openSigningKeys(shelf, seal)
  return { shelf, keys, tokens: joseAccessTokens(keys, policy) }
}

const age = (seconds: number) =>
  database.pool.query(
    `update signing_keys set signs_from = signs_from - make_interval(secs => ${seconds}), created_at = created_at - make_interval(secs => ${seconds})`,
  )

/** Issues a token of each kind, and has it verified by another process. */
async function passes(from: AccessTokens, to: AccessTokens) {
  const { accessToken } = await from.issue({ ...session, authenticatedAt: new Date() })
  const { signupToken } = await from.issueSignup({
    identityId: id as IdentityId,
    returnTo: null,
    client: null,
  })
  const verified = [await to.verify(accessToken), await to.verifySignup(signupToken)]
  const { kid, alg } = decodeProtectedHeader(accessToken)
  const isPublished = from.publicKeys().some((key) => key.kid === kid && key.alg === alg)
  return { ok: verified.every(({ kind }) => kind === 'valid') && isPublished, kid }
}

describe('keys that rotate under load', () => {
  it('refuse no token, whichever process signed it and whatever the algorithm', {
    timeout: 60_000,
  }, async () => {
    const [one, other] = await Promise.all([startProcess(), startProcess()])
    const algorithms: SigningAlgorithm[] = ['EdDSA', 'RS256', 'ES256', 'ES256', 'EdDSA', 'RS256']
    const seen = new Set<string | undefined>()
    const refused: unknown[] = []
    let done = false
    const load = async (from: AccessTokens, to: AccessTokens) => {
      while (!done) {
        const passed = await passes(from, to)
        seen.add(passed.kid)
        if (!passed.ok) refused.push(passed)
        await pause(1)
      }
    }
    /** As every process does, much more often than a key waits to sign. */
    const look = async ({ keys }: typeof one) => {
      while (!done) {
        await keys.reread()
        await pause(50)
      }
    }
    const loads = [one, other].flatMap(({ tokens }) => [load(tokens, one.tokens), load(tokens, other.tokens)])
    const looks = [look(one), look(other)]
    for (const algorithm of algorithms) {
      const lead = { ...rotationPolicy, algorithm, leadSeconds: 1 }
      const racing = await Promise.all([one, other].map(({ shelf }) => rotateKeys(shelf, seal, lead)))
      expect(racing.filter(({ kind }) => kind === 'rotated')).toHaveLength(1)
      const next = (await one.shelf.all()).at(-1)?.kid
      await vi.waitFor(() => expect(seen).toContain(next), { timeout: 8_000, interval: 10 })
    }
    done = true
    await Promise.all([...loads, ...looks])
    expect(refused).toEqual([])
    expect(seen.size).toBe(algorithms.length + 1)
    expect(one.keys.current().algorithm).toBe('RS256')
  })
})

describe('tendKeys', () => {
  const listed = async () => (await postgresKeyShelf(database.db).all()).map(({ kid }) => kid)

  it('makes the next key before the age is reached, and one for all processes', async () => {
    const { shelf, keys } = await startProcess()
    expect(await tendKeys(shelf, seal, rotationPolicy)).toBe(0)
    await age(rotationPolicy.rotationSeconds - rotationPolicy.leadSeconds - 60)
    expect(await tendKeys(shelf, seal, rotationPolicy)).toBe(0)
    await age(60)
    const changes = await Promise.all(Array.from({ length: 5 }, () => tendKeys(shelf, seal, rotationPolicy)))
    expect(changes.sort()).toEqual([0, 0, 0, 0, 1])
    expect(await listed()).toHaveLength(2)
    expect((await listed())[0]).toBe(keys.current().kid)
    await age(rotationPolicy.leadSeconds)
    await keys.reread()
    expect(keys.current().kid).toBe((await listed())[1])
  })

  it('never makes one by itself where that is switched off', async () => {
    const { shelf } = await startProcess()
    await age(10 * rotationPolicy.rotationSeconds)
    expect(await tendKeys(shelf, seal, { ...rotationPolicy, rotationSeconds: null })).toBe(0)
  })

  it('keeps a key for the longest token that it may have signed, and the margin, and no longer', async () => {
    const { shelf } = await startProcess()
    const [first] = await listed()
    await prepareKeys(shelf, seal, { ...rotationPolicy, tokenTtlSeconds: 60 })
    await rotateKeys(shelf, seal, { ...rotationPolicy, leadSeconds: 1 })
    await age(rotationPolicy.tokenTtlSeconds + 600 - 5)
    await tendKeys(shelf, seal, rotationPolicy)
    expect(await listed()).toContain(first)
    await age(10)
    expect(await tendKeys(shelf, seal, rotationPolicy)).toBe(1)
    expect(await listed()).not.toContain(first)
    await age(1e7)
    await tendKeys(shelf, seal, { ...rotationPolicy, rotationSeconds: null })
    expect(await listed()).toHaveLength(1)
  })

  it('goes by the clock of the database, whatever a process believes', async () => {
    const { shelf, keys } = await startProcess()
    const { kid } = keys.current()
    await rotateKeys(shelf, seal, rotationPolicy)
    const wrong = Date.now() + 6 * 3_600_000
    const realNow = Date.now
    Date.now = () => wrong
    try {
      await keys.reread()
      expect(keys.current().kid).toBe(kid)
      expect(await tendKeys(shelf, seal, rotationPolicy)).toBe(0)
    } finally {
      Date.now = realNow
    }
  })
})
