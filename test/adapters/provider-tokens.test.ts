import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resealProviderTokens } from '../../src/adapters/outbound/postgres/provider-tokens.ts'
import { providerTokenKeys } from '../../src/adapters/outbound/tokens/seals.ts'
import { migratedDatabase } from '../support/database.ts'

const [old, fresh] = ['an old secret of enough bytes for it', 'a new secret of enough bytes for it'] as const

describe("resealing providers' tokens", () => {
  let database: Awaited<ReturnType<typeof migratedDatabase>>
  beforeAll(async () => {
    database = await migratedDatabase()
  })
  afterAll(() => database.drop())

  const keep = async (token: string) => {
    const id = randomUUIDv7()
    await sql`insert into identities (id, provider, subject, sealed_provider_token)
      values (${id}, 'naver', ${id}, ${token})`.execute(database.db)
  }
  const openedBy = async (...secrets: [string, ...string[]]) => {
    const { rows } = await sql<{ token: string }>`select sealed_provider_token as token from identities
      where sealed_provider_token is not null`.execute(database.db)
    return rows.map(({ token }) => providerTokenKeys(secrets).open(token)).sort()
  }

  it('lets the old secret go, however many there are, and does nothing twice', async () => {
    const tokens = Array.from({ length: 1_200 }, (_, index) => `token ${index}`)
    const seal = providerTokenKeys([old])
    await Promise.all(tokens.map((token) => keep(seal.seal(token))))
    const changing = providerTokenKeys([fresh, old])
    expect(await resealProviderTokens(database.db, changing)).toEqual({ resealed: 1_200, closed: 0 })
    expect(await openedBy(fresh)).toEqual(tokens.sort())
    expect(await resealProviderTokens(database.db, changing)).toEqual({ resealed: 0, closed: 0 })
  })

  it('says of how many it has not the secret, and leaves them', async () => {
    const lost = 'a secret that was lost of enough bytes'
    await keep(providerTokenKeys([lost]).seal('a token'))
    const now = providerTokenKeys([fresh, old])
    expect(await resealProviderTokens(database.db, now)).toEqual({ resealed: 0, closed: 1 })
    expect(await openedBy(lost)).toContain('a token')
  })
})
