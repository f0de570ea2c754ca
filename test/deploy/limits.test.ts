import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pathOf, textOf } from './repository.ts'

/** The rows of the table under a heading of docs/limits.md, without its head. */
function rowsUnder(heading: string): string[][] {
  const [, section = ''] = textOf('docs/limits.md').split(`## ${heading}\n`)
  const [table = ''] = section.split('\n## ')
  const rows = table.split('\n').filter((line) => line.startsWith('|'))
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

const places = ['src/', 'src/adapters/', 'src/adapters/outbound/']
const sourceOf = (named: string) => {
  const file = named.replaceAll('`', '')
  const path = places.map((place) => place + file).find((each) => existsSync(pathOf(each)))
  if (!path) throw new Error(`docs/limits.md names ${file}, which there is not`)
  return textOf(path)
}

const unitMs: Record<string, number> = { ms: 1, s: 1_000 }
const msIn = (cell: string) =>
  [...cell.matchAll(/([\d.]+) (ms|s)\b/g)].map(
    ([, number, unit = '']) => Number(number) * (unitMs[unit] ?? 0),
  )
const numbersIn = (cell: string) =>
  [...cell.matchAll(/[\d,]+/g)].map(([number]) => Number(number.replace(',', '')))

/** What a pattern finds in a source, as a number; `where` is the part of the file that it is looked for in. */
const found = (source: string, [pattern, where]: Pattern) => {
  const part = where ? source.slice(source.indexOf(where)) : source
  if (where && !source.includes(where)) throw new Error(`no ${where} in the source`)
  return Number(pattern.exec(part)?.[1]?.replaceAll('_', ''))
}
type Pattern = readonly [pattern: RegExp, where?: string]

const ms = (name: string, where?: string): Pattern =>
  where === undefined
    ? [new RegExp(`\\b${name}(?: =|:) ([\\d_]+)`)]
    : [new RegExp(`\\b${name}(?: =|:) ([\\d_]+)`), where]

/** By the first words of a row: where each of its numbers stands in the code. */
const times: Record<string, readonly Pattern[]> = {
  'one call to a provider': [ms('deadlineMs')],
  'connecting to a provider': [ms('timeout', 'connect: {')],
  'waiting for a database connection': [ms('connectionTimeoutMillis')],
  'a lock, a statement': [ms('lock_timeout'), ms('statement_timeout'), ms('query_timeout')],
  'a transaction that idles': [ms('idle_in_transaction_session_timeout')],
  "a migration's wait": [ms('migrator'), ms('table')],
  'headers, a whole request': [ms('headersTimeout'), ms('requestTimeout'), ms('handlerTimeout')],
  'a look at the database or the queue': [ms('deadlineMs'), ms('freshMs')],
  'sending traces': [ms('exportTimeoutMs')],
  'the queue on PostgreSQL': [
    ms('connectionTimeoutMillis'),
    ms('statement_timeout'),
    ms('query_timeout'),
    ms('idle_in_transaction_session_timeout'),
  ],
  'handing an event to Redis': [
    ms('commandTimeout', 'const producer'),
    ms('connectTimeout', 'const producer'),
    ms('socketTimeout', 'const producer'),
  ],
  'taking an event from Redis': [
    ms('connectTimeout', 'const consumer'),
    ms('socketTimeout', 'const consumer'),
    ms('socketTimeout', 'const blockingConsumer'),
  ],
  'counting a call in Redis': [ms('commandTimeout'), ms('connectTimeout'), ms('socketTimeout')],
  'the next try to reach Redis': [[/Math\.min\(([\d_]+), \d+ \* 2/], [/Math\.min\([\d_]+, (\d+) \* 2/]],
  'looking at Redis at the start': [ms('checkMs')],
  'handing events over once more': [ms('againAfterMs')],
  'a look at the outbox': [ms('relayEveryMs')],
  'listening for events': [ms('reconnectMs'), ms('query_timeout')],
  'a worker that gives no sign': [ms('leaseMs')],
  'an event that was claimed': [[/claimSeconds = (\d+)/]],
  "another look at a provider's keys": [ms('secondLookMs')],
  'how far the time of a callback of Naver': [[/toleranceSeconds = (\d+)/]],
  'storing what a provider tells': [ms('patienceMs'), ms('everyMs')],
  stopping: [ms('doors'), ms('calls'), ms('connections'), ms('database')],
}

const flows: Record<string, string> = {
  '`/auth/{provider}/login`': 'begin',
  '`/auth/{provider}/callback`': 'callback',
  '`/auth/signup`': 'signup',
  '`/auth/token`': 'token',
  '`/auth/{provider}/webhooks/...`': 'webhook',
  'everything else': 'other',
}

const sizes: Record<string, readonly Pattern[]> = {
  'body, headers': [[/bodyLimit: ([\d_]+)/], [/maxHeaderSize: ([\d_]+)/]],
  'an answer of a provider': [[/largestAnswer = (\d+) \* 1_024/]],
  'database connections': [[/max: (\d+)/]],
  'notices of providers held': [[/mostHeld = ([\d_]+)/]],
  'login attempts': [[/mostAttempts = (\d+)/]],
}

const claimOf = <Claim>(claims: Record<string, Claim>, what: string): Claim => {
  const known = Object.keys(claims).find((words) => what.startsWith(words))
  if (known === undefined) throw new Error(`nobody looks after "${what}" in docs/limits.md`)
  return claims[known] as Claim
}

describe('docs/limits.md', () => {
  it.each(rowsUnder('Time'))('tells the truth about %s: %s', (what, limit, where) => {
    const source = sourceOf(where ?? '')
    const claim = claimOf(times, what ?? '')
    const inCode = claim.map(
      (pattern) => found(source, pattern) * (pattern[0].source.includes('Seconds') ? 1_000 : 1),
    )
    expect(msIn(limit ?? '')).toEqual(inCode)
  })

  it('leaves out no time that is looked after here', () => {
    const told = rowsUnder('Time').map(([what = '']) => what)
    for (const words of Object.keys(times)) expect(told.some((what) => what.startsWith(words))).toBe(true)
  })

  it.each(rowsUnder('Calls'))('tells the truth about calls of %s', (what, ...cells) => {
    const flow = claimOf(flows, what ?? '')
    const [, limits = ''] =
      new RegExp(`${flow}: \\{([^}]+)\\}`).exec(sourceOf('outbound/limits/rate-limits.ts')) ?? []
    const inCode = [...limits.matchAll(/: ([\d_]+)/g)].map(([, number = '']) =>
      Number(number.replaceAll('_', '')),
    )
    expect(numbersIn(cells.join(' '))).toEqual(inCode)
  })

  it.each(Object.entries(sizes))('tells the truth about %s', (words, patterns) => {
    const [, limit = '', where = ''] =
      rowsUnder('Size and number').find(([what]) => what?.startsWith(words)) ?? []
    const inCode = patterns.map((pattern) => found(sourceOf(where), pattern))
    const [told = Number.NaN] = numbersIn(limit)
    for (const number of inCode) expect([told, told * 1_024]).toContain(number)
  })
})
