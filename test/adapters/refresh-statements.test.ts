import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { opaqueRefreshTokens } from '../../src/adapters/outbound/tokens/refresh-tokens.ts'
import { rotate } from '../../src/domain/session.ts'
import { arranging, sessionPolicy, successorOf } from '../contracts/arranging.ts'
import { postgresStorage } from '../contracts/storage.ts'

/** The first words of the statements that every connection of this process sends from now on. */
function statements(): string[] {
  const said: string[] = []
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...sent: [string | { text: string }]) {
    const [text] = sent
    said.push(
      (typeof text === 'string' ? text : text.text)
        .replace(/\/\*.*?\*\//, '')
        .trim()
        .split(/\s/, 1)[0]
        ?.toLowerCase() ?? '',
    )
    return Reflect.apply(query, this, sent)
  } as typeof query
  onTestFinished(() => {
    pg.Client.prototype.query = query
  })
  return said
}

it('a refresh is one read and one transaction of two statements', async () => {
  const storage = await postgresStorage()
  onTestFinished(() => storage.close())
  const { first } = await arranging(storage).user()
  const { sessions } = storage
  const next = opaqueRefreshTokens.next(first.sessionId)
  const said = statements()
  await sessions.holder(first)
  await sessions.rotate(first, (found, now) => rotate(found, successorOf(next.hash), sessionPolicy, now))
  expect(said).toEqual(['select', 'begin', 'select', 'with', 'commit'])
})
