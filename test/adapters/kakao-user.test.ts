import { describe, expect, it } from 'vitest'
import { kakaoProfile, kakaoSubject, kakaoUserId } from '../../src/adapters/outbound/providers/kakao-user.ts'

describe('kakaoSubject', () => {
  it.each(['1', '1000000001', '9007199254740993', '9223372036854775807'])('takes the digits of %s', (id) => {
    expect(kakaoSubject(id)).toBe(id)
  })

  it.each<unknown>([
    '',
    '0',
    '-1',
    '01',
    '1.0',
    '1e3',
    '0x1',
    ' 1',
    '1\n',
    '１',
    '9223372036854775808',
    '99999999999999999999',
    1,
    null,
    undefined,
    ['1'],
    { id: '1' },
  ])('does not take %j', (id) => {
    expect(kakaoSubject(id)).toBeUndefined()
  })
})

describe('kakaoUserId', () => {
  it('keeps apart two ids beyond 2^53 that JSON.parse takes for one (security 1.10)', () => {
    const [one, other] = ['9007199254740992', '9007199254740993']
    expect(JSON.parse(one)).toBe(JSON.parse(other))
    expect(kakaoUserId(`{"id":${one}}`)).toBe(one)
    expect(kakaoUserId(`{"id":${other}}`)).toBe(other)
    expect(kakaoUserId('{"id":9223372036854775807}')).toBe('9223372036854775807')
  })

  it('reads the id of the person, wherever else an id may stand', () => {
    const text = '{"kakao_account":{"id":2,"profile":{"id":3}},"id":1,"properties":{"id":4}}'
    expect(kakaoUserId(text)).toBe('1')
    expect(kakaoUserId('{"kakao_account":{"id":2}}')).toBeUndefined()
  })

  it('takes an id that is written as text', () => {
    expect(kakaoUserId('{"id":"1000000001"}')).toBe('1000000001')
  })

  it.each([
    '{}',
    '[]',
    '1',
    'null',
    '"1"',
    '[{"id":1}]',
    '{"id":null}',
    '{"id":true}',
    '{"id":0}',
    '{"id":-5}',
    '{"id":1.5}',
    '{"id":1e3}',
    '{"id":9223372036854775808}',
    '{"id":{"id":1}}',
    '{"id":[1]}',
    '{"ID":1}',
    '{"__proto__":{"id":1}}',
  ])('finds nobody in %s', (text) => {
    expect(kakaoUserId(text)).toBeUndefined()
  })
})

describe('kakaoProfile', () => {
  const account = {
    email: 'gildong@example.com',
    is_email_valid: true,
    is_email_verified: true,
    profile: {
      nickname: '길동',
      profile_image_url: 'https://img.example/1.jpg',
      is_default_image: false,
    },
  }
  const withAccount = (changes: Record<string, unknown>) =>
    kakaoProfile({ kakao_account: { ...account, ...changes } })
  const withProfile = (changes: Record<string, unknown>) =>
    withAccount({ profile: { ...account.profile, ...changes } })
  const nothing = { nickname: null, email: null, imageUrl: null }

  it('reads what was consented to', () => {
    expect(kakaoProfile({ id: 1, kakao_account: account })).toEqual({
      nickname: '길동',
      email: 'gildong@example.com',
      imageUrl: 'https://img.example/1.jpg',
    })
  })

  it.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    ['no account', { id: 1 }],
    ['an account that is null', { kakao_account: null }],
    ['an account that is a list', { kakao_account: [account] }],
    ['an account that is text', { kakao_account: 'x' }],
    ['an empty account', { kakao_account: {} }],
    ['a profile that is null', { kakao_account: { profile: null } }],
    ['a profile of the wrong types', { kakao_account: { profile: { nickname: 1, profile_image_url: {} } } }],
    ['an e-mail that is a list', { kakao_account: { ...account, email: ['a@example.com'], profile: {} } }],
    [
      'consent that is needed first',
      { kakao_account: { profile_needs_agreement: true, email_needs_agreement: true } },
    ],
    ['the place of former times', { properties: { nickname: '길동' } }],
  ])('knows nothing from %s', (_, json) => {
    expect(kakaoProfile(json)).toEqual(nothing)
  })

  it.each<[unknown, unknown]>([
    [true, false],
    [false, true],
    [true, undefined],
    [undefined, true],
    [undefined, undefined],
    [null, true],
    ['true', true],
    [true, 'true'],
    [1, 1],
    [true, {}],
  ])('does not show an e-mail whose flags are %j and %j: each must be exactly true', (valid, verified) => {
    expect(withAccount({ is_email_valid: valid, is_email_verified: verified }).email).toBeNull()
  })

  it.each(['', 'gildong', 'gildong@localhost', 'a b@example.com', 'gildong@example.com\u0000'])(
    'does not show %j for an e-mail, whatever Kakao says of it',
    (email) => {
      expect(withAccount({ email }).email).toBeNull()
    },
  )

  it('suggests a nickname as our rules would keep it, or none', () => {
    expect(withProfile({ nickname: ' 길동 ' }).nickname).toBe('길동')
    expect(withProfile({ nickname: '길동'.normalize('NFD') }).nickname).toBe('길동')
    for (const nickname of ['', ' ', 'a\nb', 'a\ud800', '가'.repeat(31)])
      expect(withProfile({ nickname }).nickname).toBeNull()
  })

  it.each([
    [{ is_default_image: true }],
    [{ profile_image_url: 'http://img.example/1.jpg' }],
    [{ profile_image_url: 'javascript:alert(1)' }],
    [{ profile_image_url: '//img.example/1.jpg' }],
    [{ profile_image_url: 'https://' }],
    [{ profile_image_url: '' }],
  ])('suggests no picture for %j', (changes) => {
    expect(withProfile(changes).imageUrl).toBeNull()
  })
})
