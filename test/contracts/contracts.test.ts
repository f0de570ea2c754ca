import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import { authorizationCodesContract } from './authorization-codes.contract.ts'
import { consentsContract } from './consents.contract.ts'
import { linksContract } from './links.contract.ts'
import { loginsContract } from './logins.contract.ts'
import { outboxContract } from './outbox.contract.ts'
import { providerNoticesContract } from './provider-notices.contract.ts'
import { sessionsContract } from './sessions.contract.ts'
import { signupsContract } from './signups.contract.ts'
import { spentProofsContract } from './spent-proofs.contract.ts'
import type { Storage } from './storage.ts'
import { memoryStorage, postgresStorage } from './storage.ts'
import { usersContract } from './users.contract.ts'
import { withdrawalsContract } from './withdrawals.contract.ts'

describe.each([
  ['in memory', memoryStorage],
  ['on PostgreSQL', postgresStorage],
])('%s', (_, open) => {
  let opened: Storage
  beforeAll(async () => {
    opened = await open()
  })
  beforeEach(() => opened.empty())
  afterAll(() => opened.close())

  const storage = () => opened
  loginsContract(storage)
  linksContract(storage)
  signupsContract(storage)
  sessionsContract(storage)
  usersContract(storage)
  outboxContract(storage)
  authorizationCodesContract(storage)
  spentProofsContract(storage)
  consentsContract(storage)
  withdrawalsContract(storage)
  providerNoticesContract(storage)
})
