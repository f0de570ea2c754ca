import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtinFields } from '../../src/domain/field.ts'
import { checkEmail, checkNickname, checkProfile, merge } from '../../src/domain/profile.ts'

const e = 'e\u0301'
const thumb = '\u{1f44d}'
const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'

describe('checkNickname', () => {
  it.each([
    ['one character', 'a', 'a'],
    ['Hangul', '홍길동', '홍길동'],
    ['Hangul in jamo, composed', '홍길동'.normalize('NFD'), '홍길동'],
    ['spaces at the ends, trimmed', ' \u3000길동\u00a0 ', '길동'],
    ['a line end at the end, trimmed', '길동\n', '길동'],
    ['a space inside', '홍 길동', '홍 길동'],
    ['thirty characters', '가'.repeat(30), '가'.repeat(30)],
    ['thirty emoji of two code units', thumb.repeat(30), thumb.repeat(30)],
    ['an emoji of five code points', family, family],
    ['thirty letters whose marks NFC composes', e.repeat(30), '\u00e9'.repeat(30)],
    ['marks that nothing composes with', 'q\u0301', 'q\u0301'],
    ['markup, which is only text', '<b>길동</b>', '<b>길동</b>'],
  ])('takes %s', (_, raw, value) => {
    expect(checkNickname(raw)).toEqual({ kind: 'valid', value })
  })

  it.each([
    ['nothing', '', 'too_short'],
    ['spaces alone', ' \u3000\t\n', 'too_short'],
    ['thirty-one characters', '가'.repeat(31), 'too_long'],
    ['thirty-one emoji', thumb.repeat(31), 'too_long'],
    ['seven emoji of five code points', family.repeat(7), 'too_long'],
    ['sixteen letters with a mark each that nothing composes', 'q\u0301'.repeat(16), 'too_long'],
    // U+0958 may not be composed: NFC makes two code points of it.
    ['sixteen letters that NFC takes apart', '\u0958'.repeat(16), 'too_long'],
    ['a NUL', 'a\u0000b', 'control_character'],
    ['a line end inside', 'a\nb', 'control_character'],
    ['a DEL', 'a\u007f', 'control_character'],
    ['a C1 control', 'a\u0085', 'control_character'],
    ['an escape', '\u001b[31mred', 'control_character'],
    ['a high surrogate alone', 'a\ud83d', 'malformed_text'],
    ['a low surrogate alone', '\udc4da', 'malformed_text'],
    ['surrogates in the wrong order', '\udc4d\ud83d', 'malformed_text'],
  ])('refuses %s', (_, raw, code) => {
    expect(checkNickname(raw)).toEqual({ kind: 'invalid', code, detail: expect.stringMatching(/\.$/) })
  })

  it('takes what it made of anything, and changes it no more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => {
        const checked = checkNickname(raw)
        if (checked.kind !== 'valid') return
        expect([...checked.value].length).toBeGreaterThanOrEqual(1)
        expect([...checked.value].length).toBeLessThanOrEqual(30)
        expect(checked.value).not.toMatch(/\p{Cc}/u)
        expect(checked.value.isWellFormed()).toBe(true)
        expect(checkNickname(checked.value)).toEqual(checked)
      }),
    )
  })
})

describe('checkEmail', () => {
  it.each([
    ['name@example.com', 'name@example.com'],
    ['first.last+tag@sub.example.co.kr', 'first.last+tag@sub.example.co.kr'],
    [' name@example.com ', 'name@example.com'],
    ['Name@Example.COM', 'Name@Example.COM'],
    ['name@xn--bj0bj06e.xn--3e0b707e', 'name@xn--bj0bj06e.xn--3e0b707e'],
    // What looks like @ becomes it before anything is checked, not after (security 5).
    ['name＠example．com', 'name@example.com'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('takes %j', (raw, value) => {
    expect(checkEmail(raw)).toEqual({ kind: 'valid', value })
  })

  it.each([
    '',
    'name',
    'name@localhost',
    '@example.com',
    'name@',
    'name@@example.com',
    'name@evil.example＠example.com',
    'na me@example.com',
    'name\u0000@example.com',
    'name@-example.com',
    'name@example-.com',
    'name@example.-com',
    'name@example.com-',
    'name@example..com',
    'name@.com',
    'name@example.c',
    'name@[127.0.0.1]',
    '"name"@example.com',
    '이름@example.com',
    'name@예시.com',
    'name@example.com,other@example.com',
    `${'a'.repeat(65)}@example.com`,
    `name@${'a'.repeat(64)}.com`,
  ])('refuses %j', (raw) => {
    expect(checkEmail(raw)).toMatchObject({ kind: 'invalid', code: 'not_an_email' })
  })

  it('takes 254 characters and not one more', () => {
    const ofLength = (length: number) => {
      const labels = `${'a'.repeat(60)}.`.repeat(4)
      return `${'n'.repeat(length - labels.length - 4)}@${labels}com`
    }
    expect(checkEmail(ofLength(254)).kind).toBe('valid')
    expect(checkEmail(ofLength(255))).toMatchObject({ kind: 'invalid', code: 'too_long' })
  })
})

describe('checkProfile', () => {
  it('tells of every wrong answer at once', () => {
    const checked = checkProfile({ nickname: ' ', email: 'name' }, builtinFields)
    const errors = checked.kind === 'checked' ? checked.errors : []
    expect(errors.map(({ field, code }) => [field, code])).toEqual([
      ['nickname', 'too_short'],
      ['email', 'not_an_email'],
    ])
  })

  it('leaves what was not sent alone, and lets null take an answer back', () => {
    expect(checkProfile({ email: null }, builtinFields)).toEqual({
      kind: 'checked',
      answers: { email: null },
      errors: [],
    })
    expect(checkProfile({}, builtinFields)).toEqual({ kind: 'checked', answers: {}, errors: [] })
  })
})

describe('merge', () => {
  it('puts new answers over old ones', () => {
    expect(merge({ nickname: '길동', email: 'a@example.com' }, { nickname: '활빈당' })).toEqual({
      nickname: '활빈당',
      email: 'a@example.com',
    })
  })

  it('forgets what null takes back', () => {
    expect(merge({ nickname: '길동', email: 'a@example.com' }, { email: null })).toEqual({ nickname: '길동' })
  })
})
