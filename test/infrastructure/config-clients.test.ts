import { describe, expect, it } from 'vitest'
import { ConfigurationError, readConfig } from '../../src/infrastructure/config.ts'

const good = {
  id: 'web',
  redirect_uris: [
    'https://app.example.com/callback',
    'com.example.app:/callback',
    'http://127.0.0.1/callback',
  ],
  origins: ['https://app.example.com', 'http://localhost:5173'],
}

function problemsOf(clients: unknown): readonly string[] {
  try {
    readConfig({ CLIENTS: typeof clients === 'string' ? clients : JSON.stringify(clients) })
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
}

describe('CLIENTS', () => {
  it('is read as it is written; origins may be left out', () => {
    const { origins: _, ...native } = { ...good, id: 'native' }
    expect(readConfig({ CLIENTS: JSON.stringify([good, native]) }).clients).toEqual([
      { id: 'web', redirectUris: good.redirect_uris, origins: good.origins },
      { id: 'native', redirectUris: good.redirect_uris, origins: [] },
    ])
  })

  it.each(['{', '{}', '"web"', 'null'])('must be an array: %s', (text) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(/^CLIENTS must be a JSON array such as \[\{/)])
  })

  it('tells every fault at once, each with where it stands', () => {
    const [first, second] = [
      { ...good, secret: 'x' },
      { id: 'a b', redirect_uris: ['/callback'], origins: 'https://a.example' },
    ]
    expect(problemsOf([first, second, 'web', { ...good, redirect_uris: [] }])).toEqual([
      expect.stringMatching(/^CLIENTS\[0\]\.secret is not known/),
      expect.stringMatching(/^CLIENTS\[1\]\.id must be/),
      expect.stringMatching(/^CLIENTS\[1\]\.redirect_uris\[0\] must be/),
      expect.stringMatching(/^CLIENTS\[1\]\.origins must be an array/),
      expect.stringMatching(/^CLIENTS\[2\] must be an object/),
      expect.stringMatching(/^CLIENTS\[3\]\.redirect_uris must be an array of one or more/),
      expect.stringMatching(/^CLIENTS\[3\]\.id web is another client's too/),
    ])
  })

  it.each([
    'http://app.example.com/callback',
    'javascript:alert(1)',
    'data:text/html,x',
    'myapp:/callback',
    'https://user@app.example.com/',
    'https://app.example.com/#fragment',
    'https://*.example.com/',
    'https://app.example.com/\\evil',
    'https://앱.example.com/',
    `https://app.example.com/${'x'.repeat(512)}`,
    7,
  ])('sends nobody to %s', (uri) => {
    expect(problemsOf([{ ...good, redirect_uris: [uri] }])).toEqual([
      expect.stringMatching(/^CLIENTS\[0\]\.redirect_uris\[0\] must /),
    ])
  })

  it.each(['null', '*', 'https://*.example.com', 'https://app.example.com/', 'http://app.example.com', 7])(
    'shares nothing with %s',
    (origin) => {
      expect(problemsOf([{ ...good, origins: [origin] }])).toEqual([
        expect.stringMatching(/^CLIENTS\[0\]\.origins\[0\] must /),
      ])
    },
  )

  it.each(['', 'daemun', 'x'.repeat(65), 7, null])('calls no client %j', (id) => {
    expect(problemsOf([{ ...good, id }])).toEqual([expect.stringMatching(/^CLIENTS\[0\]\.id must /)])
  })
})
