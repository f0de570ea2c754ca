import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newClient } from '../support/client.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import { newLine, openTab, pageFetch } from './tab.ts'

const agreed = { agreed_terms: ['terms-of-service', 'privacy'] }

describe('a signup from the client', () => {
  let service: Service
  let subject = 7_000
  beforeAll(async () => {
    service = await startService()
  })
  afterAll(() => service?.stop())

  const newcomer = async () => {
    subject += 1
    const { body } = await newClient(service).login(String(subject))
    const tab = openTab(service)
    return { tab, signup: tab.signup(body.signup_token) }
  }

  it('waits until it is prepared, keeps answers, completes, and is signed in', async () => {
    const { tab, signup } = await newcomer()
    expect(await signup.read()).toMatchObject({ kind: 'signup', signup: { status: 'pending' } })
    expect(await signup.keep({ nickname: '문지기' })).toMatchObject({ signup: { version: 1 } })
    expect(await signup.complete(agreed)).toMatchObject({ kind: 'signed_in', user: { nickname: '문지기' } })
    expect(tab.state()).toMatchObject({ status: 'signed_in', user: { nickname: '문지기' } })
    expect(await tab.refresh()).toBeTruthy()
    expect(await signup.read()).toMatchObject({ kind: 'refused', problem: { code: 'already_completed' } })
  })

  it('says what is wrong, and what is left', async () => {
    const { signup } = await newcomer()
    await signup.read()
    const wrong = await signup.keep({ nickname: '가'.repeat(31) })
    expect(wrong).toMatchObject({ kind: 'refused', problem: { code: 'invalid_profile' } })
    expect(wrong.kind === 'refused' && wrong.problem.errors?.map(({ field }) => field)).toEqual(['nickname'])
    const left = await signup.complete({ nickname: '문지기' })
    expect(left).toMatchObject({ kind: 'refused', problem: { code: 'onboarding_incomplete' } })
    expect(left.kind === 'refused' && left.problem.steps).toEqual(['terms'])
  })

  it('keeps nothing over what another tab kept in the meantime', async () => {
    const { signup } = await newcomer()
    const seen = await signup.read()
    if (seen.kind !== 'signup') throw new Error(seen.problem.code)
    await signup.keep({ nickname: '하나' })
    expect(await signup.keep({ nickname: '둘' }, seen.signup)).toMatchObject({
      kind: 'refused',
      problem: { code: 'version_conflict' },
    })
  })

  it('is given up', async () => {
    const { tab, signup } = await newcomer()
    await signup.read()
    expect(await signup.abandon()).toEqual({ kind: 'abandoned' })
    expect(await signup.complete(agreed)).toMatchObject({ kind: 'refused' })
    expect(tab.state().status).toBe('unknown')
  })

  describe("on the service's own origin, by cookies alone", () => {
    const page = async () => {
      subject += 1
      const client = newClient(service)
      const line = newLine(pageFetch(client, service))
      const tab = openTab(service, { cookies: true, fetch: line.fetch })
      const { search } = new URL(await tab.loginUrl({ provider: 'kakao', returnTo: '/account' }))
      const callback = await client.atProvider(String(subject), search)
      await client.fetch(callback, { headers: { accept: 'text/html' } })
      return { client, tab, line }
    }

    it('signs up, refreshes and signs out, and no script sees a refresh token', async () => {
      const { client, tab } = await page()
      expect(await tab.start()).toEqual({ kind: 'signed_out' })
      const signup = tab.signup()
      await signup.read()
      const done = await signup.complete({ nickname: '문지기', ...agreed })
      expect(done).toMatchObject({ kind: 'signed_in', user: { nickname: '문지기' } })
      expect([...client.cookies.keys()]).toEqual(['daemun_session'])
      const another = openTab(service, { cookies: true, fetch: pageFetch(client, service) })
      expect(await another.start()).toMatchObject({ kind: 'signed_in', user: { nickname: '문지기' } })
      await tab.signOut()
      expect([...client.cookies.keys()]).toEqual([])
      expect(await openTab(service, { cookies: true, fetch: pageFetch(client, service) }).start()).toEqual({
        kind: 'signed_out',
      })
    })

    it('says what is left in the same words', async () => {
      const { tab } = await page()
      const signup = tab.signup()
      await signup.read()
      expect(await signup.complete({ nickname: '문지기' })).toMatchObject({
        kind: 'refused',
        problem: { code: 'onboarding_incomplete', steps: ['terms'] },
      })
    })

    it('is still signed in when the service could not be told of the end', async () => {
      const { tab, line } = await page()
      const signup = tab.signup()
      await signup.read()
      await signup.complete({ nickname: '문지기', ...agreed })
      line.how = 'down'
      await expect(tab.signOut()).rejects.toThrow('cannot be reached')
      expect(tab.state().status).toBe('signed_in')
    })
  })

  it('takes a token where there is no cookie, and none where there is', () => {
    expect(() => openTab(service).signup()).toThrow('takes a signup token')
    expect(() => openTab(service, { cookies: true }).signup('token')).toThrow('takes a signup token')
  })
})
