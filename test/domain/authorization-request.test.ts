import { describe, expect, it } from 'vitest'
import { readAuthorizationRequest } from '../../src/domain/authorization-request.ts'
import type { Client, ClientId } from '../../src/domain/client.ts'

const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const redirectUris = [
  'https://app.example.com/cb',
  'https://app.example.com/cb?from=daemun',
  'com.example.app:/cb',
  'http://127.0.0.1/cb',
  'http://127.0.0.1:5173/spa',
  'http://[::1]/cb',
  'http://localhost:5173/cb',
]
const clients: readonly Client[] = [
  { id: 'app' as ClientId, redirectUris, origins: [] },
  { id: 'other' as ClientId, redirectUris: ['https://other.example.com/cb'], origins: [] },
]
const good = {
  client_id: 'app',
  redirect_uri: 'https://app.example.com/cb',
  state: 'a state',
  code_challenge: challenge,
  code_challenge_method: 'S256',
  response_type: 'code',
}
const read = (changes: Record<string, string | string[] | undefined> = {}) =>
  readAuthorizationRequest({ ...good, ...changes }, clients)

describe('an authorization request', () => {
  it('is read as it was sent', () => {
    expect(read()).toEqual({
      kind: 'requested',
      request: {
        clientId: 'app',
        redirectUri: good.redirect_uri,
        state: 'a state',
        codeChallenge: challenge,
      },
    })
  })

  it.each([
    ['without a state (RFC 6749 4.1.1)', { state: undefined }],
    ['without a response_type', { response_type: undefined }],
    ['without a method, which is S256 here and fails closed', { code_challenge_method: undefined }],
    ['with parameters that nobody knows (RFC 6749 3.1)', { prompt: 'consent' }],
  ])('is good %s', (_, changes) => {
    expect(read(changes).kind).toBe('requested')
  })

  it.each(redirectUris)('may go to %s', (redirect_uri) => {
    expect(read({ redirect_uri })).toMatchObject({ request: { redirectUri: redirect_uri } })
  })

  it.each(['http://127.0.0.1:51004/cb', 'http://[::1]:61004/cb'])(
    'may go to %s, a loopback address of any port (RFC 8252 7.3)',
    (redirect_uri) => {
      expect(read({ redirect_uri })).toMatchObject({ request: { redirectUri: redirect_uri } })
    },
  )

  it.each([
    ['another path', 'https://app.example.com/cb/'],
    ['a path in upper case', 'https://app.example.com/CB'],
    ['another query', 'https://app.example.com/cb?from=elsewhere'],
    ['a fragment', 'https://app.example.com/cb#'],
    ['a host that begins alike', 'https://app.example.com.evil.example/cb'],
    ['a user in front', 'https://app.example.com@evil.example/cb'],
    ['plain http', 'http://app.example.com/cb'],
    ['the default port, written out', 'https://app.example.com:443/cb'],
    ['a port of the web', 'https://app.example.com:8443/cb'],
    ['another port, where one is registered', 'http://127.0.0.1:5174/spa'],
    ['a port of localhost, which is a name and not loopback', 'http://localhost:5174/cb'],
    ['a port that is none', 'http://127.0.0.1:5x/cb'],
    ['a user behind the port', 'http://127.0.0.1:80@evil.example/cb'],
    ['a longer loopback host', 'http://127.0.0.1.evil.example/cb'],
    ["another client's", 'https://other.example.com/cb'],
    ['nothing', ''],
  ])('may not go to %s (RFC 9700 2.1)', (_, redirect_uri) => {
    expect(read({ redirect_uri })).toEqual({ kind: 'redirect_uri_not_allowed' })
  })

  it('may not go to two places, or to none that is named', () => {
    expect(read({ redirect_uri: [good.redirect_uri, good.redirect_uri] }).kind).toBe(
      'redirect_uri_not_allowed',
    )
    expect(read({ redirect_uri: undefined }).kind).toBe('redirect_uri_not_allowed')
  })

  it.each(['nobody', 'APP', '', ['app', 'app']])('is nobody’s when it names %j', (client_id) => {
    expect(read({ client_id: client_id as string })).toEqual({ kind: 'unknown_client' })
  })

  it.each([
    ['plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no challenge (RFC 9700 2.1.1)', { code_challenge: undefined }, 'invalid_request'],
    ['a challenge of another length', { code_challenge: challenge.slice(1) }, 'invalid_request'],
    ['two challenges', { code_challenge: [challenge, challenge] }, 'invalid_request'],
    ['two states', { state: ['one', 'two'] }, 'invalid_request'],
    ['a state beyond ASCII', { state: '상태' }, 'invalid_request'],
    ['a state that fits into no cookie', { state: 's'.repeat(1_025) }, 'invalid_request'],
    ['the implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope', { scope: 'openid' }, 'invalid_scope'],
    ['a return_to', { return_to: '/account' }, 'invalid_request'],
  ])('is refused at the address of the client for %s', (_, changes, error) => {
    expect(read(changes)).toMatchObject({ kind: 'refused', redirectUri: good.redirect_uri, error })
  })

  it('is refused with the state that can be told back, and no other', () => {
    expect(read({ code_challenge: undefined })).toMatchObject({ state: 'a state' })
    expect(read({ state: 'line\nbreak' })).toMatchObject({ kind: 'refused', state: null })
  })
})
