import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { cast } from '../../src/infrastructure/simulator/people.ts'
import { CANCELLER, COMPLETE, type Simulated, simulated, UNNAMED } from './client.ts'

const running: Simulated[] = []
let kakao: Simulated
beforeEach(async () => {
  kakao = await simulated()
  running.push(kakao)
})
afterAll(() => Promise.all(running.map(({ close }) => close())))

const english = { 'accept-language': 'en-GB,en;q=0.8' }
const decoded = (text: string) => text.replaceAll('&amp;', '&')
const actionOf = (page: string) => decoded(/action="([^"]*)"/.exec(page)?.[1] ?? '')
const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
const tickedOf = (page: string) =>
  [...page.matchAll(/<input type="checkbox" name="agree" value="(\w+)" checked>/g)].map(([, item]) => item)

/** Opens the login page and chooses somebody on it. */
const choose = async (person: string, changes = {}) => {
  const page = await (await kakao.authorize(changes)).text()
  return kakao.post(actionOf(page), { person })
}
const decide = async (consentPage: Response, decision: string, agree: string[]) => {
  const page = await consentPage.text()
  const person = /name="person" value="(\d+)"/.exec(page)?.[1] ?? ''
  const form: [string, string][] = agree.map((item) => ['agree', item])
  return kakao.post(actionOf(page), [['person', person], ['decision', decision], ...form])
}

describe('the login page', () => {
  it('offers the cast and someone new, in both languages', async () => {
    const page = await (await kakao.authorize({}, english)).text()
    expect(page).toContain('<html lang="en">')
    expect(page).toContain('>someone new</button>')
    const korean = await (await kakao.authorize({}, { 'accept-language': 'ko' })).text()
    expect(korean).toContain('<html lang="ko">')
    expect(korean).toContain('>새로운 사람</button>')
    for (const { id, label } of cast) {
      expect(page).toContain(`value="${id}"`)
      expect(page).toContain(label.en)
      expect(korean).toContain(label.ko)
    }
  })

  it('is guarded, marked, and without script', async () => {
    for (const path of ['/', '/oauth/authorize', '/oauth/authorize?client_id=rest-key']) {
      const response = await fetch(`${kakao.url}${path}`)
      const policy = response.headers.get('content-security-policy')
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      // Chromium would hold it against the redirect to the service.
      expect(policy).not.toContain('form-action')
      const page = await response.text()
      expect(page).toContain('SIMULATOR')
      expect(page).not.toMatch(/<script|style=|<style/)
    }
    expect((await fetch(`${kakao.url}/simulator.css`)).headers.get('content-type')).toContain('text/css')
    expect((await fetch(`${kakao.url}/favicon.ico`)).ok).toBe(true)
  })

  it('puts the hinted person first', async () => {
    const page = await (await kakao.authorize({ login_hint: '4821' }, english)).text()
    expect(page).toMatch(/<li><button name="person" value="4821" class="main"><span>continue as/)
  })

  it('shows itself again when nobody was chosen', async () => {
    expect((await choose('nobody')).status).toBe(400)
    expect((await choose('0')).status).toBe(400)
  })

  it('does not carry markup from the query', async () => {
    const page = await (await kakao.authorize({ state: '"><script>' })).text()
    expect(page).not.toContain('<script>')
  })

  it('checks the request again when a form is sent', async () => {
    const action = actionOf(await (await kakao.authorize()).text())
    const changed = action.replace('localhost', 'example.com')
    for (const path of [changed, changed.replace('login', 'consent')]) {
      const response = await kakao.post(path, { person: COMPLETE, decision: 'agree' })
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('(KOE006)')
    }
  })
})

describe('a walk through the pages', () => {
  it('leads over login and consent to a code', async () => {
    const consent = await choose(COMPLETE, { state: 'ä &"=+', nonce: 'n' })
    expect(consent.status).toBe(200)
    expect(consent.headers.get('set-cookie')).toMatch(/^simulator_session=[\w-]{32}; Path=\/; HttpOnly/)
    const back = await decide(consent, 'agree', ['account_email', 'profile_nickname'])
    expect(back.status).toBe(302)
    expect(kakao.returned(back).get('state')).toBe('ä &"=+')
    const tokens = await (await kakao.exchange(kakao.returned(back).get('code') ?? '')).json()
    expect(tokens).toMatchObject({
      scope: 'account_email openid profile_nickname',
      id_token: expect.any(String),
    })
  })

  it('leads back with access_denied when cancelled', async () => {
    const back = await decide(await choose(COMPLETE), 'cancel', [])
    expect(kakao.returned(back).get('error')).toBe('access_denied')
    expect((await choose(COMPLETE)).status).toBe(200)
  })

  it('turns back at once with the one who cancels', async () => {
    expect(kakao.returned(await choose(CANCELLER)).get('error')).toBe('access_denied')
  })

  it('makes someone new each time', async () => {
    const sub = async () => {
      const back = await decide(await choose('new'), 'agree', [])
      const { access_token } = (await (
        await kakao.exchange(kakao.returned(back).get('code') ?? '')
      ).json()) as {
        access_token: string
      }
      return ((await (await kakao.api('/v1/oidc/userinfo', access_token)).json()) as { sub: string }).sub
    }
    const [one, other] = [await sub(), await sub()]
    expect(one).toMatch(/^[2-9]\d{9}$/)
    expect(other).not.toBe(one)
  })

  it('asks for consent once, and again for an item that scope names', async () => {
    await decide(await choose(COMPLETE), 'agree', ['profile_nickname'])
    expect(kakao.returned(await choose(COMPLETE)).has('code')).toBe(true)
    const more = await choose(COMPLETE, { scope: 'openid,account_email,profile_nickname' })
    const page = await more.clone().text()
    expect(tickedOf(page)).toEqual(['account_email'])
    await decide(more, 'agree', ['account_email'])
    expect(kakao.returned(await choose(COMPLETE, { scope: 'account_email' })).has('code')).toBe(true)
  })

  it('does not agree to more than was asked', async () => {
    const back = await decide(await choose(COMPLETE, { scope: 'openid' }), 'agree', ['account_email'])
    const tokens = await (await kakao.exchange(kakao.returned(back).get('code') ?? '')).json()
    expect(tokens).toMatchObject({ scope: 'openid' })
  })

  it('leaves unticked what the person would refuse', async () => {
    expect(tickedOf(await (await choose(UNNAMED)).text())).toEqual(['account_email', 'profile_image'])
  })

  it('names its buttons in both languages', async () => {
    const action = actionOf(await (await kakao.authorize()).text())
    const page = async (language: string) =>
      (await kakao.post(action, { person: COMPLETE }, { 'accept-language': language })).text()
    expect(await page('en')).toMatch(/>Agree<\/button>\s*<button[^>]*>Cancel</)
    expect(await page('ko')).toMatch(/>동의<\/button>\s*<button[^>]*>취소</)
  })
})

describe('a browser that is remembered', () => {
  const silently = async (cookie: string, changes = {}) =>
    Object.fromEntries(kakao.returned(await kakao.authorize({ prompt: 'none', ...changes }, { cookie })))

  it('gets a code by prompt=none once the person consented', async () => {
    const consent = await choose(COMPLETE)
    const cookie = cookieOf(consent)
    expect(await silently(cookie)).toMatchObject({ error: 'consent_required' })
    await decide(consent, 'agree', [])
    expect(await silently(cookie)).toMatchObject({ code: expect.any(String) })
    expect(await silently(cookie, { scope: 'account_email' })).toMatchObject({ error: 'consent_required' })
    expect(await silently(`${cookie}x`)).toMatchObject({ error: 'login_required' })
    kakao.turn(86_400)
    expect(await silently(cookie)).toMatchObject({ error: 'login_required' })
  })

  it('still sees the login page, with the person first unless prompt asks for a login', async () => {
    const cookie = cookieOf(await choose(COMPLETE))
    const page = async (changes: Record<string, string>) =>
      (await kakao.authorize(changes, { cookie, ...english })).text()
    expect(await page({})).toContain('continue as complete profile')
    for (const prompt of ['login', 'select_account', 'create', 'login,select_account'])
      expect(await page({ prompt })).not.toContain('continue as')
  })

  it('is forgotten by GET /oauth/logout', async () => {
    const consent = await choose(COMPLETE)
    const cookie = cookieOf(consent)
    await decide(consent, 'agree', [])
    const logout = (changes: Record<string, string>) => {
      const usual = { client_id: 'rest-key', logout_redirect_uri: 'http://localhost:3000/bye', state: 's' }
      const query = new URLSearchParams({ ...usual, ...changes })
      return fetch(`${kakao.url}/oauth/logout?${query}`, { headers: { cookie }, redirect: 'manual' })
    }
    const refused = await logout({ logout_redirect_uri: 'https://example.com' })
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('(KOE007)')
    expect(await (await logout({ client_id: 'nobody' })).text()).toContain('(KOE101)')
    const response = await logout({})
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('http://localhost:3000/bye?state=s')
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(await silently(cookie)).toMatchObject({ error: 'login_required' })
  })
})

describe('the page at /', () => {
  it('lists the cast with ids', async () => {
    const page = await (await fetch(kakao.url, { headers: english })).text()
    for (const { id, label } of cast) {
      expect(page).toContain(label.en)
      expect(page).toContain(`<code>${id}</code>`)
    }
  })
})
