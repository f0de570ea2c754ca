import { describe, expect, it } from 'vitest'
import { ruleNames, sourcesIn, violationsIn } from './architecture/violations-in.ts'

const planted = 'test/architecture/violations'

describe('the rules of the house', () => {
  it.each(['src', 'client/src'])('hold everywhere in %s', async (root) => {
    const violations = await violationsIn(root)
    expect(violations.map(({ rule, file, detail }) => `${rule}: ${file} -> ${detail}`)).toEqual([])
  })

  it('fire on each planted file as its first line announces, and on no other', async () => {
    const violations = await violationsIn(planted)
    const fired = (file: string) => violations.filter((found) => found.file === file).map(({ rule }) => rule)
    const sources = sourcesIn(planted)
    expect(Object.fromEntries(sources.map(({ file }) => [file, unique(fired(file))]))).toEqual(
      Object.fromEntries(sources.map(({ file, text }) => [file, announced(text)])),
    )
  })

  it('are each tripped by a planted file', async () => {
    const violations = await violationsIn(planted)
    expect(unique(violations.map(({ rule }) => rule))).toEqual(unique(ruleNames))
  })
})

/** The rules named by a first line such as `// trips: no-orphans, no-circles`; none where there is no such line. */
function announced(text: string): readonly string[] {
  const [, names = ''] = /^\/\/ trips: (.+)/.exec(text) ?? []
  return unique(names.split(', ').filter(Boolean))
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort()
}
