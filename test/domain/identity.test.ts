import { describe, expect, it } from 'vitest'
import { parseSubject } from '../../src/domain/identity.ts'

describe('parseSubject', () => {
  it.each(['1', '9007199254740993', 'a-B_c.d|e', '~'.repeat(255)])('takes %j as it is', (value) => {
    expect(parseSubject(value)).toBe(value)
  })

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['256 characters', '1'.repeat(256)],
    ['a space', '1 2'],
    ['a line end', '1\n'],
    ['a NUL', '1\u0000'],
    ['Hangul', '길동'],
    ['a number, whose digits may be lost already', 2 ** 53],
    ['null', null],
    ['nothing at all', undefined],
    ['a list', ['1']],
    ['an object that looks like text', { toString: () => '1' }],
    ['a boxed string', new String('1')],
  ])('does not make a person of %s', (_, value) => {
    expect(parseSubject(value)).toBeUndefined()
  })
})
