import { decodeJwt } from 'jose'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorized, completeSignup, newClient, signedUp } from '../support/client.ts'
import {
  appClient,
  appOrigin,
  authorizationQuery,
  authorize,
  exchange,
  pkce,
  redirectUri,
  tokenCall,
} from '../support/code-flow.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

type Body = Record<string, unknown> & { access_token: string; refresh_token: string }
const bodyOf = async (answer: Response) => (await answer.json()) as Body

describe('clients apart from our own pages', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService({ CLIENTS: JSON.stringify([appClient, { ...appClient, id: 'other' }]) })
    for (const subject of ['501', '502', '503', '504', '505', '506', '507', '508'])
      await signedUp(service, subject)
  })
  afterAll(() => service?.stop())

  /** A known user's code, with what it was asked for. */
  const codeFor = async (subject: string) => {
    const { verifier, challenge } = pkce()
    const { location } = await authorize(service, subject, { challenge })
    return { code: location.searchParams.get('code') ?? '', verifier }
  }
  const tokensFor = async (subject: string) => {
    const { code, verifier } = await codeFor(subject)
    return { code, verifier, ...(await bodyOf(await tokenCall(service, exchange(code, verifier)))) }
  }

  it('log in with an OAuth library as it is: discovery, PKCE, code, refresh (RFC 8414, 7636, 6749, 9207)', async () => {
    const config = await oauth.discovery(new URL(service.url), appClient.id, undefined, oauth.None(), {
      algorithm: 'oauth2',
      execute: [oauth.allowInsecureRequests],
    })
    const codeVerifier = oauth.randomPKCECodeVerifier()
    const state = oauth.randomState()
    const begin = oauth.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    })
    expect(begin.href).toMatch(`${service.url}/login?`)
    const client = newClient(service)
    const page = await (await client.fetch(begin.href, { headers: { accept: 'text/html' } })).text()
    const [, button = ''] = /href="(\/auth\/kakao\/login[^"]*)"/.exec(page) ?? []
    const query = button.replaceAll('&amp;', '&').replace('/auth/kakao/login', '')
    const back = await client.fetch(await client.atProvider('501', query))
    expect(back.status).toBe(303)

    const here = new URL(back.headers.get('location') ?? '')
    const checks = { pkceCodeVerifier: codeVerifier, expectedState: state }
    const tokens = await oauth.authorizationCodeGrant(config, here, checks)
    expect(tokens.token_type).toBe('bearer')
    expect(decodeJwt(tokens.access_token)).toMatchObject({ client_id: 'app', iss: service.url })
    const me = await fetch(`${service.url}/users/me`, authorized(tokens.access_token))
    expect(me.status).toBe(200)

    const refreshed = await oauth.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(decodeJwt(refreshed.access_token)).toMatchObject({ client_id: 'app' })
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token)
  })

  it('get a known user at the very address that is registered, with code, state and iss, and no cookie', async () => {
    const { answer, location, client } = await authorize(service, '501')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toMatch(`${redirectUri}?`)
    expect([...location.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state'])
    expect(location.searchParams.get('state')).toBe('the state of the app')
    expect(location.searchParams.get('iss')).toBe(service.url)
    expect([...client.cookies.keys()]).toEqual([])
  })

  it.each(['com.example.app:/callback', 'http://127.0.0.1:49152/native'])(
    'are told at %s, as native apps want it (RFC 8252 7)',
    async (redirect_uri) => {
      const { answer } = await authorize(service, '501', { changes: { redirect_uri } })
      expect(answer.headers.get('location')).toMatch(`${redirect_uri}?code=`)
    },
  )

  it('exchange the code by form and by JSON, with the answer of RFC 6749 5.1', async () => {
    const { code, verifier } = await codeFor('501')
    const form = await tokenCall(service, exchange(code, verifier))
    expect(form.headers.get('cache-control')).toBe('no-store')
    expect(await bodyOf(form)).toMatchObject({
      status: 'signed_in',
      token_type: 'Bearer',
      expires_in: 600,
      access_token: expect.any(String),
      refresh_token: expect.any(String),
    })
    const again = await codeFor('501')
    const json = await fetch(`${service.url}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...exchange(again.code, again.verifier), unknown: 'ignored (RFC 6749 3.2)' }),
    })
    expect(json.status).toBe(200)
  })

  it('lose the session when a code comes twice (RFC 6749 4.1.2)', async () => {
    const { code, verifier, access_token, refresh_token } = await tokensFor('502')
    const again = await tokenCall(service, exchange(code, verifier))
    expect([again.status, (await bodyOf(again)).error]).toEqual([400, 'invalid_grant'])
    const refresh = { grant_type: 'refresh_token', refresh_token, client_id: 'app' }
    expect((await tokenCall(service, refresh)).status).toBe(400)
    expect((await fetch(`${service.url}/users/me`, authorized(access_token))).status).toBe(401)
  })

  it('get one session of twenty racing exchanges, and never two', async () => {
    const { code, verifier } = await codeFor('503')
    const calls = Array.from({ length: 20 }, () => tokenCall(service, exchange(code, verifier)))
    const statuses = (await Promise.all(calls)).map(({ status }) => status)
    // The one that won may find its session ended by the next before it is told.
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1)
    expect(statuses.filter((status) => status === 400).length).toBeGreaterThanOrEqual(19)
  })

  it.each([
    ['another verifier (RFC 7636 4.6)', { code_verifier: pkce().verifier }, 400, 'invalid_grant'],
    ['another client (RFC 6749 4.1.3)', { client_id: 'other' }, 400, 'invalid_grant'],
    ['a client that is not', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['another address', { redirect_uri: 'com.example.app:/callback' }, 400, 'invalid_grant'],
    ['no verifier', { code_verifier: '' }, 400, 'invalid_request'],
    ['a verifier that none is', { code_verifier: 'short' }, 400, 'invalid_request'],
    ['no address', { redirect_uri: '' }, 400, 'invalid_request'],
    ['no client', { client_id: '' }, 400, 'invalid_request'],
    ['a code that none is', { code: 'x' }, 400, 'invalid_grant'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])(
    'are refused in the words of RFC 6749 5.2 with %s, and the code stays good',
    async (_, changes, status, error) => {
      const { code, verifier } = await codeFor('504')
      const answer = await tokenCall(service, exchange(code, verifier, changes))
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
      expect([answer.status, await bodyOf(answer)]).toMatchObject([
        status,
        { error, error_description: expect.any(String), code: error, status, request_id: expect.any(String) },
      ])
      expect((await tokenCall(service, exchange(code, verifier))).status).toBe(200)
    },
  )

  it('are refused with a parameter twice, a secret, or no grant in a form', async () => {
    const { code, verifier } = await codeFor('504')
    const twice = `${new URLSearchParams(exchange(code, verifier))}&code=${code}`
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const call = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${service.url}/auth/token`, { method: 'POST', headers: { ...form, ...headers }, body })
    expect(await bodyOf(await call(twice))).toMatchObject({ error: 'invalid_request' })
    expect(await bodyOf(await call(`code=${code}`))).toMatchObject({ error: 'invalid_request' })
    const basic = await call(twice.replace(/&code=[^&]*$/, ''), { authorization: 'Basic YXBwOng=' })
    expect([basic.status, basic.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic error="invalid_client"',
    ])
  })

  it('refresh what was issued to them alone (RFC 6749 6), and our own callers as ever', async () => {
    const { refresh_token } = await tokensFor('505')
    const by = (token: string, client_id: string) =>
      tokenCall(service, { grant_type: 'refresh_token', refresh_token: token, client_id })
    expect(await bodyOf(await by(refresh_token, 'other'))).toMatchObject({ error: 'invalid_grant' })
    expect((await by(refresh_token, 'app')).status).toBe(200)
    const own = await newClient(service).login('505')
    expect(await bodyOf(await by(own.body.refresh_token, 'app'))).toMatchObject({ error: 'invalid_grant' })
    const plain = await fetch(`${service.url}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token: 'x' }),
    })
    expect([plain.status, plain.headers.get('content-type')]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ])
    expect(await bodyOf(plain)).not.toHaveProperty('error')
  })

  it('get nothing for a user who was blocked after the code was sent (RT2)', async () => {
    const { code, verifier } = await codeFor('506')
    await service.query(
      `update users set status = 'blocked' where id = (select user_id from identities where subject = '506')`,
    )
    expect(await bodyOf(await tokenCall(service, exchange(code, verifier)))).toMatchObject({
      error: 'invalid_grant',
    })
    const { location } = await authorize(service, '506')
    expect(location.searchParams.get('error')).toBe('access_denied')
  })

  it('store nothing that could be presented (invariant 6)', async () => {
    const { code, verifier } = await codeFor('507')
    const rows = JSON.stringify(await service.query('select * from authorization_codes'))
    expect(rows).not.toContain(code)
    const { refresh_token } = await bodyOf(await tokenCall(service, exchange(code, verifier)))
    const all = JSON.stringify([
      await service.query('select * from authorization_codes'),
      await service.query('select * from sessions'),
    ])
    for (const secret of [code, verifier, refresh_token]) expect(all).not.toContain(secret)
    expect(service.log.join()).not.toContain(code)
  })

  it('are told at their address when the person says no, or the provider is at fault (RFC 6749 4.1.2.1)', async () => {
    const { location } = await authorize(service, '1000000006')
    expect([location.origin, location.searchParams.get('error')]).toEqual([appOrigin, 'access_denied'])
    expect(location.searchParams.get('state')).toBe('the state of the app')
    const client = newClient(service)
    const callback = new URL(await client.atProvider('501', authorizationQuery(pkce().challenge)))
    callback.searchParams.delete('code')
    callback.searchParams.set('error', 'server_error')
    const failed = await client.fetch(callback.href)
    expect(failed.headers.get('location')).toMatch(/error=temporarily_unavailable/)
    const replayed = await client.fetch(callback.href)
    expect([replayed.status, replayed.headers.get('location')]).toEqual([400, null])
  })

  it.each([
    ['a client that is not', { client_id: 'nobody' }, 'unknown_client'],
    ['an address that is not its own', { redirect_uri: 'https://evil.example/' }, 'redirect_uri_not_allowed'],
  ])('tell the person, and go nowhere, with %s', async (_, changes, code) => {
    for (const path of ['/auth/kakao/login', '/login']) {
      const query = authorizationQuery(pkce().challenge, changes)
      const answer = await newClient(service).fetch(path + query)
      expect([answer.status, (await bodyOf(answer)).code, answer.headers.get('location')]).toEqual([
        400,
        code,
        null,
      ])
    }
  })

  it('are told of every other fault at their address, before any provider is', async () => {
    const client = newClient(service)
    for (const path of ['/auth/kakao/login', '/login']) {
      const query = authorizationQuery(pkce().challenge, { code_challenge_method: 'plain' })
      const location = (await client.fetch(path + query)).headers.get('location')
      expect(location).toMatch(`${redirectUri}?error=invalid_request&error_description=`)
    }
    expect([...client.cookies.keys()]).toEqual([])
  })

  it('get a newcomer after signup, by the same road', async () => {
    const { verifier, challenge } = pkce()
    const { location, client } = await authorize(service, '70123', { challenge })
    expect(location.href).toBe(`${service.url}/signup`)
    const form = new URLSearchParams([
      ['nickname', '길동'],
      ['agreed_terms', 'terms-of-service'],
      ['agreed_terms', 'privacy'],
    ])
    let page = await client.fetch('/signup')
    for (let tries = 0; page.status === 202 && tries < 500; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      page = await client.fetch('/signup')
    }
    expect(page.headers.get('content-security-policy')).toContain(` ${appOrigin}`)
    const posted = { method: 'POST', headers: { accept: 'text/html', origin: service.url }, body: form }
    const answer = await client.fetch('/signup', posted)
    expect(answer.status).toBe(303)
    const back = new URL(answer.headers.get('location') ?? '', service.url)
    expect(back.href).toMatch(`${redirectUri}?code=`)
    expect([...client.cookies.keys()]).toEqual([])
    const code = back.searchParams.get('code') ?? ''
    const tokens = await bodyOf(await tokenCall(service, exchange(code, verifier)))
    expect(decodeJwt(tokens.access_token)).toMatchObject({ client_id: 'app' })
  })

  it('hear of a signup that was given up', async () => {
    const { client } = await authorize(service, '70124')
    const answer = await client.fetch('/signup/abandon', { method: 'POST', headers: { origin: service.url } })
    expect(answer.headers.get('location')).toMatch(`${redirectUri}?error=access_denied`)
  })

  it('leave a signup as JSON as it is: the signup token answers to its holder', async () => {
    const client = newClient(service)
    const asked = await client.fetch(await client.atProvider('70125', authorizationQuery(pkce().challenge)))
    expect(asked.status).toBe(202)
    const { signup_token } = (await bodyOf(asked)) as unknown as { signup_token: string }
    expect((await completeSignup(client, signup_token)).status).toBe(201)
  })

  it('come to an end with a session that nobody fetched', async () => {
    const { code } = await codeFor('508')
    await service.query(
      `update authorization_codes set expires_at = now() - interval '1 second' where redeemed_at is null`,
    )
    const left = () => service.query('select 1 from authorization_codes where redeemed_at is null')
    for (let tries = 0; (await left()).length > 0 && tries < 1_000; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await left()).toEqual([])
    expect(await bodyOf(await tokenCall(service, exchange(code, pkce().verifier)))).toMatchObject({
      error: 'invalid_grant',
    })
  })
})
