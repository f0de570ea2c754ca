import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReturnTo } from '../../src/domain/return-to.ts'

const own = 'https://login.example.com'
const app = 'https://app.example.com'
const local = 'http://localhost:5173'
const origins = [own, app, local] as const
const parse = (value: string) => parseReturnTo(value, origins)

describe('parseReturnTo', () => {
  it.each([
    '/',
    '/account',
    '/account?tab=devices&back=%EA%B0%80#end',
    '/a/b.c/d',
    '/...',
    '/.well-known/x',
    '/a..b/..c',
    '/가나다',
    '/?next=//evil.example',
    '/?next=https://evil.example/..',
    '/#//evil.example/../x',
    '/a:b@c',
    '/%41',
    own,
    `${own}/`,
    `${own}/account?x=1`,
    `${own}?x=1`,
    app,
    `${app}#x`,
    `${local}/deep/link`,
  ])('takes %j and gives it back byte for byte', (value) => {
    expect(parse(value)).toBe(value)
  })

  it.each([
    ['nothing', ''],
    ['a relative path', 'account'],
    ['a query alone', '?x=1'],
    ['another origin', 'https://evil.example/'],
    ['an origin that only begins with ours', 'https://login.example.com.evil.example/'],
    ['our origin as userinfo', 'https://login.example.com@evil.example/'],
    ['our origin on another port', 'https://login.example.com:8443/'],
    ['our origin without TLS', 'http://login.example.com/'],
    ['an origin in capitals, which would not come back as it is', 'HTTPS://LOGIN.EXAMPLE.COM/'],
    ['userinfo', 'https://user:password@app.example.com/'],
    ['a scheme that runs', 'javascript:alert(1)'],
    ['a data URL', 'data:text/html,x'],
    ['a blob of ours', 'blob:https://login.example.com/1'],
    ['a scheme-relative address', '//evil.example'],
    ['three slashes', '///evil.example'],
    ['an empty segment', '/a//b'],
    ['an empty segment on another origin', `${app}//evil.example`],
    ['a dot segment before slashes (security 1.8)', '/.//evil.example'],
    ['a dot segment', '/./a'],
    ['two dots', '/a/../b'],
    ['two dots at the end', '/a/..'],
    ['two dots before a query', '/..?x=1'],
    ['two dots before a fragment', '/..#x'],
    ['encoded dots', '/%2e%2E/a'],
    ['half encoded dots', '/.%2e/a'],
    ['dots with a path parameter', '/..;/a'],
    ['dots with a path parameter and a name', '/a/..;x=1/b'],
    ['a backslash', '/\\evil.example'],
    ['a backslash in a query', '/?x=\\'],
    ['an encoded backslash', '/%5cevil.example'],
    ['an encoded slash', '/%2f/evil.example'],
    ['an encoded slash in capitals', '/a%2Fb'],
    ['an encoded slash in a query', '/?next=%2f%2fevil.example'],
    ['a tab', '/\t/evil.example'],
    ['a line end', '/a\r\nset-cookie: x=1'],
    ['a NUL', '/a\u0000'],
    ['a DEL', '/a\u007f'],
    ['a C1 control', '/a\u0085'],
    ['a space', '/a b'],
    ['a space in front', ' /a'],
    ['an encoded line end', '/a%0d%0aset-cookie:x=1'],
    ['an encoded NUL', '/a%00'],
    ['an encoded DEL', '/a%7F'],
    ['an encoded C1 control', '/a%C2%85'],
    ['an encoding that is none', '/a%zz'],
    ['an encoding that ends too soon', '/a%2'],
    ['encoded bytes that are not UTF-8', '/a%ff'],
    ['a lone surrogate', '/a\ud800'],
  ])('refuses %s', (_, value) => {
    expect(parse(value)).toBeUndefined()
  })

  it('takes 2,000 characters and not one more', () => {
    expect(parse(`/${'a'.repeat(1_999)}`)).toHaveLength(2_000)
    expect(parse(`/${'a'.repeat(2_000)}`)).toBeUndefined()
  })

  it('knows only our own origin when no other is allowed', () => {
    expect(parseReturnTo(`${own}/a`, [own])).toBe(`${own}/a`)
    expect(parseReturnTo(`${app}/a`, [own])).toBeUndefined()
  })

  // Pieces that redirects have been opened with, so that chance finds their combinations.
  const pieces = [
    '/',
    '//',
    '\\',
    '.',
    '..',
    '%2e',
    '%2f',
    '%5C',
    '%00',
    '%0a',
    '\t',
    '\n',
    ';',
    '?',
    '#',
    '@',
  ]
  const hosts = [own, app, local, 'evil.example', 'https://', 'http:', 'javascript:', 'a', '가', '／', '。']
  const crafted = fc
    .array(fc.oneof(fc.constantFrom(...pieces, ...hosts), fc.string({ unit: 'binary', maxLength: 2 })))
    .map((parts) => parts.join(''))
  const anything = fc.oneof(
    crafted,
    crafted.map((tail) => `/${tail}`),
    fc.constantFrom(...origins).chain((origin) => crafted.map((tail) => `${origin}${tail}`)),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.string({ unit: 'binary' }),
  )

  it('lets nothing through, whatever is sent, that leads a browser elsewhere or changes on the way', () => {
    const verdicts = { taken: 0, refused: 0 }
    fc.assert(
      fc.property(anything, (value) => {
        const accepted = parse(value)
        if (accepted === undefined) {
          verdicts.refused += 1
          return
        }
        verdicts.taken += 1
        expect(accepted).toBe(value)
        const { origin, username, password, pathname } = new URL(accepted, own)
        expect(origins).toContain(origin)
        expect(accepted.startsWith('/') ? own : accepted.slice(0, origin.length)).toBe(origin)
        expect([username, password]).toEqual(['', ''])
        expect(pathname).not.toMatch(/\/\/|\\/)
        // A browser that resolves it twice, or a proxy that decodes it, must still end up there.
        expect(new URL(new URL(accepted, own).pathname, own).origin).toBe(own)
        expect(new URL(decodeURIComponent(pathname), own).origin).toBe(own)
      }),
      { numRuns: 3_000 },
    )
    expect(verdicts.taken).toBeGreaterThan(100)
    expect(verdicts.refused).toBeGreaterThan(100)
  })
})
