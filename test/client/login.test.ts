import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { DaemunUnreachable } from '../../client/src/daemun.ts'
import { signedUp } from '../support/client.ts'
import { appClient } from '../support/code-flow.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import { newLine, openTab, sharedStore, walk } from './tab.ts'

const open = 'select user_id from sessions where ended_at is null'

describe('a login by code, and its end', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService({ CLIENTS: JSON.stringify([appClient]) })
    for (const subject of ['9001', '9002']) await signedUp(service, subject)
    await service.query('update sessions set ended_at = now()')
  })
  afterAll(() => service?.stop())

  it('brings a known person back signed in, to where they were', async () => {
    const [tab, line] = [openTab(service), newLine()]
    const address = await walk(service, tab, '9001')
    expect(await tab.finishLogin(address)).toMatchObject({
      kind: 'signed_in',
      user: { nickname: '사람 9001' },
      returnTo: '/where-i-was',
    })
    expect(tab.state()).toMatchObject({ status: 'signed_in' })
    const me = await tab.fetch(`${service.url}/users/me`)
    expect(me.status).toBe(200)
    expect(line.calls).toEqual([])
    await tab.signOut()
  })

  it('asks with S256 and a new state and challenge each time (RFC 7636 4.2, RFC 9700 2.1.1)', async () => {
    const tab = openTab(service)
    const [one, two] = [new URL(await tab.loginUrl()), new URL(await tab.loginUrl())]
    expect(one.pathname).toBe('/login')
    expect(one.searchParams.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'code_challenge']) {
      expect(one.searchParams.get(name)).toMatch(/^[\w-]{43}$/)
      expect(one.searchParams.get(name)).not.toBe(two.searchParams.get(name))
    }
  })

  it.each<[string, (address: URL) => void, string]>([
    [
      'a state that this tab never sent (RFC 9700 4.7)',
      (url) => url.searchParams.set('state', 'x'),
      'invalid_state',
    ],
    ['no state', (url) => url.searchParams.delete('state'), 'invalid_state'],
    [
      'another issuer (RFC 9207 2.4)',
      (url) => url.searchParams.set('iss', 'https://evil.example'),
      'invalid_issuer',
    ],
    ['no issuer', (url) => url.searchParams.delete('iss'), 'invalid_issuer'],
    ['no code', (url) => url.searchParams.delete('code'), 'invalid_request'],
  ])('refuses an answer with %s, and sends the code nowhere', async (_what, change, error) => {
    const line = newLine()
    const tab = openTab(service, { fetch: line.fetch })
    const address = new URL(await walk(service, tab, '9001'))
    change(address)
    expect(await tab.finishLogin(address.href)).toMatchObject({ kind: 'login_failed', error })
    expect(line.calls).toEqual([])
    expect(tab.state().status).toBe('unknown')
  })

  it('takes an answer once: opened again, the address does nothing and ends nothing', async () => {
    const line = newLine()
    const tab = openTab(service, { fetch: line.fetch })
    const address = await walk(service, tab, '9001')
    await tab.finishLogin(address)
    expect(await tab.finishLogin(address)).toMatchObject({ kind: 'login_failed', error: 'invalid_state' })
    expect(line.calls).toEqual(['POST /auth/token'])
    expect(await tab.refresh()).toBeTruthy()
    await tab.signOut()
  })

  it('tells what the service says to a code that is no good, and when the person refuses', async () => {
    const tab = openTab(service)
    const address = new URL(await walk(service, tab, '9001'))
    address.searchParams.set('code', 'A'.repeat(43))
    expect(await tab.finishLogin(address.href)).toMatchObject({
      kind: 'login_failed',
      error: 'invalid_grant',
    })
    const refused = await walk(service, tab, '1000000006')
    expect(await tab.finishLogin(refused)).toMatchObject({ kind: 'login_failed', error: 'access_denied' })
  })

  it('lets two windows log in at once, each with its own attempt', async () => {
    const tab = openTab(service)
    const [one, two] = [await walk(service, tab, '9001'), await walk(service, tab, '9002')]
    expect(await tab.finishLogin(two)).toMatchObject({ user: { nickname: '사람 9002' } })
    expect(await tab.finishLogin(one)).toMatchObject({ user: { nickname: '사람 9001' } })
    await tab.signOut()
  })

  it('as somebody else in another tab changes all tabs, and leaves no session behind', async () => {
    await service.query('update sessions set ended_at = now() where ended_at is null')
    const store = sharedStore()
    const [one, two] = [openTab(service, { store }), openTab(service, { store })]
    const told: unknown[] = []
    one.onChange((state) => told.push(state))
    await one.finishLogin(await walk(service, one, '9001'))
    await two.finishLogin(await walk(service, two, '9002'))
    await vi.waitFor(() => expect(one.state()).toMatchObject({ user: { nickname: '사람 9002' } }))
    expect(told).toMatchObject([{ user: { nickname: '사람 9001' } }, { user: { nickname: '사람 9002' } }])
    expect(await one.accessToken()).toBe(await two.accessToken())
    expect(await service.query(open)).toHaveLength(1)
    await one.signOut()
  })

  it('ends in all tabs and at the service; what a tab asked for at that moment comes to nothing', async () => {
    const store = sharedStore()
    const [one, two] = [openTab(service, { store }), openTab(service, { store })]
    await one.finishLogin(await walk(service, one, '9001'))
    await vi.waitFor(() => expect(two.state().status).toBe('signed_in'))
    const [, late] = await Promise.all([one.signOut(), two.refresh()])
    expect(late).toBeNull()
    expect(one.state()).toEqual({ status: 'signed_out', because: 'here' })
    await vi.waitFor(() => expect(two.state()).toEqual({ status: 'signed_out', because: 'elsewhere' }))
    expect(await service.query(open)).toEqual([])
    await one.signOut()
  })

  it('ends here even when the service cannot be told, and says that it was not', async () => {
    const line = newLine()
    const [store, underneath] = [sharedStore(), newLine()]
    const tab = openTab(service, { store, fetch: line.fetch })
    await tab.finishLogin(await walk(service, tab, '9001'))
    line.how = 'down'
    await expect(tab.signOut()).rejects.toThrow(DaemunUnreachable)
    expect(tab.state()).toEqual({ status: 'signed_out', because: 'here' })
    expect(await openTab(service, { store, fetch: underneath.fetch }).start()).toEqual({ kind: 'signed_out' })
    expect(underneath.calls).toEqual([])
  })

  it('ends everywhere: on another device it is over with the next refresh', async () => {
    const [here, elsewhere] = [openTab(service), openTab(service)]
    for (const tab of [here, elsewhere]) await tab.finishLogin(await walk(service, tab, '9001'))
    await here.signOutEverywhere()
    expect(here.state()).toEqual({ status: 'signed_out', because: 'here' })
    expect(await elsewhere.refresh()).toBeNull()
    expect(elsewhere.state()).toEqual({ status: 'signed_out', because: 'ended' })
  })

  it('resumes in a new page from what is stored, and knows at once that nobody is there', async () => {
    const store = sharedStore()
    const nobody = newLine()
    expect(await openTab(service, { store, fetch: nobody.fetch }).start()).toEqual({ kind: 'signed_out' })
    expect(nobody.calls).toEqual([])
    const tab = openTab(service, { store })
    await tab.finishLogin(await walk(service, tab, '9001'))
    tab.close()
    const reloaded = openTab(service, { store })
    expect(await reloaded.start()).toMatchObject({ kind: 'signed_in', user: { nickname: '사람 9001' } })
    await reloaded.signOut()
  })

  it.each([
    [{ issuer: 'login.example.com' }, 'is not an address'],
    [{ clientId: 'app', redirectUri: undefined }, 'belong together'],
    [{ cookies: true, clientId: 'app', redirectUri: 'https://a.example/' }, 'not both'],
  ])('says what is wrong with %j', (options, why) => {
    expect(() => openTab(service, options as object)).toThrow(why)
  })
})
