import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uniqueKey } from '../../src/domain/unique-answers.ts'

describe('uniqueKey', () => {
  it.each([
    ['Gildong', 'gILDONG'],
    ['길동', '길동'.normalize('NFD')],
    ['ｇｉｌｄｏｎｇ', 'gildong'],
    ['straße', 'STRASSE'],
    ['ﬁn', 'FIN'],
    [' gildong\u3000', 'gildong'],
    ['Ǆ', 'ǆ'],
  ])('is the same for %j and %j', (one, other) => {
    expect(uniqueKey(one)).toBe(uniqueKey(other))
  })

  it('tells apart what people tell apart', () => {
    expect(new Set(['gildong', 'gil dong', '길동', 'gi1dong'].map(uniqueKey)).size).toBe(4)
  })

  it('is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(uniqueKey(uniqueKey(text))).toBe(uniqueKey(text))
      }),
    )
  })
})
