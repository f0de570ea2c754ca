import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newClient, signedUp } from '../support/client.ts'
import { isSignedIn, noticesHeeded } from '../support/heeded.ts'
import type { NaverNotice, NaverSaying } from '../support/naver-notice.ts'
import { encryptedId, naverNotice, naverSignature } from '../support/naver-notice.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const [clientId, secret, former] = ['naver-client', 'naver-secret', 'naver-former-secret']
const type = 'application/x-www-form-urlencoded'
const seconds = () => Math.floor(Date.now() / 1_000)

describe("Naver's disconnect callback", () => {
  let service: Service
  beforeAll(async () => {
    service = await startService({
      NAVER_CLIENT_ID: clientId,
      NAVER_CLIENT_SECRET: secret,
      NAVER_FORMER_CLIENT_SECRET: former,
    })
  })
  afterAll(() => service?.stop())

  const address = () => `${service.url}/auth/naver/webhooks/unlink`
  const post = (fields: Record<string, string>) =>
    fetch(address(), { method: 'POST', body: new URLSearchParams(fields) })
  const notice = (id: string, more: Partial<NaverSaying> = {}) =>
    naverNotice(id, { clientId, secret, ...more })
  const person = async (hint: string) => {
    const { access_token: token, user } = await signedUp(service, hint, 'naver')
    const [row] = await service.query<{ subject: string }>(
      `select subject from identities where user_id = '${user.id}'`,
    )
    return { token, id: row?.subject ?? '' }
  }
  const events = async () =>
    (await service.query(`select 1 from outbox where type = 'ProviderNoticeReceived'`)).length

  it.each([
    ['in the query, as its sample has them', 'query'],
    ['in the body', 'body'],
    ['in both', 'both'],
  ])('signs out who disconnected us, with the parameters %s', async (_, where) => {
    const { token, id } = await person({ query: '6201', body: '6202', both: '6203' }[where] ?? '')
    const sent = new URLSearchParams(notice(id))
    const url = where === 'body' ? address() : `${address()}?${sent}`
    const headers = { 'content-type': type }
    const answer = await fetch(url, { method: 'POST', headers, body: where === 'query' ? '' : sent })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
  })

  it('leaves the way back in open', async () => {
    const { id, token } = await person('6204')
    expect((await post(notice(id))).status).toBe(204)
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
    expect((await newClient(service).login('6204', 'naver')).body.status).toBe('signed_in')
  })

  it('takes what is signed by the secret before, while it is told of', async () => {
    const { id, token } = await person('6205')
    expect((await post(notice(id, { secret: former }))).status).toBe(204)
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
  })

  it('erases a signup that was not finished', async () => {
    const before = await service.query(`select id from identities where user_id is null`)
    expect(before).toEqual([])
    await newClient(service).login('6206', 'naver')
    const [row] = await service.query<{ subject: string }>(
      `select subject from identities where user_id is null`,
    )
    await post(notice(row?.subject ?? ''))
    await vi.waitUntil(
      async () =>
        (await service.query(`select 1 from identities where subject = '${row?.subject}'`)).length === 0,
    )
  })

  it('does nothing about who has linked us again since: the callback was late', async () => {
    const { id, token } = await person('6207')
    const before = await events()
    expect((await post(notice(id, { at: seconds() - 60 }))).status).toBe(204)
    await noticesHeeded(service)
    expect([await events(), await isSignedIn(service, token)]).toEqual([before + 1, true])
  })

  it('takes a replay to no effect, however its signature is written (protocols 2.6)', async () => {
    const { id } = await person('6208')
    const once = notice(id)
    expect((await post(once)).status).toBe(204)
    await noticesHeeded(service)
    const before = await events()
    const again = await newClient(service).login('6208', 'naver')
    expect(again.body.status).toBe('signed_in')
    const others = [`${once.signature}=`, once.signature.replaceAll('-', '+').replaceAll('_', '/')]
    // Two bits of the last character of 43 carry nothing.
    others.push(once.signature.slice(0, -1) + sibling(once.signature.at(-1) ?? ''))
    for (const signature of [once.signature, ...others])
      expect((await post({ ...once, signature })).status).toBe(204)
    expect(await events()).toBe(before)
    expect(await isSignedIn(service, again.body.access_token)).toBe(true)
  })

  it('hears of people whom we do not know like of any other, and tells nobody', async () => {
    const before = await events()
    const answer = await post(notice('nobody-here-has-this-id'))
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(await events()).toBe(before)
  })

  const forged: [string, (good: NaverNotice, id: string) => Record<string, string>][] = [
    ['signed by another secret', (_, id) => ({ ...notice(id, { secret: 'a-guess' }) })],
    ['signed by nothing', (_, id) => ({ ...notice(id, { secret: '' }) })],
    ['with a signature cut short', (good) => ({ ...good, signature: good.signature.slice(0, 40) })],
    ['with a signature of zeros', (good) => ({ ...good, signature: 'A'.repeat(43) })],
    ["with another notice's signature", (good) => ({ ...good, signature: notice('other').signature })],
    ['with a later time than was signed', (good) => ({ ...good, timestamp: `${seconds() + 1}` })],
    [
      'about another person than was signed',
      (good) => ({ ...good, encryptUniqueId: notice('other').encryptUniqueId }),
    ],
    [
      'with its members signed in another order',
      ({ signature: _, timestamp, encryptUniqueId }) => {
        const text = `timestamp=${timestamp}&encryptUniqueId=${encryptUniqueId}&clientId=${clientId}`
        return { clientId, timestamp, encryptUniqueId, signature: naverSignature(text, secret) }
      },
    ],
  ]
  it.each(forged)('refuses a callback %s, to no effect', async (_, forge) => {
    const before = await events()
    const [row] = await service.query<{ subject: string }>(
      `select subject from identities where provider = 'naver' and user_id is not null limit 1`,
    )
    const answer = await post(forge(notice(row?.subject ?? ''), row?.subject ?? ''))
    expect(await told(answer)).toEqual({ status: 403, code: 'invalid_signature' })
    expect(await events()).toBe(before)
  })

  const wrong: [string, (good: NaverNotice) => Record<string, string>][] = [
    ['clientId', (good) => ({ ...good, clientId: 'another-app' })],
    ['clientId', ({ clientId: _, ...good }) => good],
    ['encryptUniqueId', ({ encryptUniqueId: _, ...good }) => good],
    ['timestamp', ({ timestamp: _, ...good }) => good],
    ['signature', ({ signature: _, ...good }) => good],
    ['signature', (good) => ({ ...good, signature: '' })],
    ['encryptUniqueId', (good) => ({ ...good, encryptUniqueId: 'A'.repeat(1_025) })],
    ['timestamp', () => ({ ...notice('x', { at: seconds() - 660 }) })],
    ['timestamp', () => ({ ...notice('x', { at: seconds() + 660 }) })],
    ['timestamp', () => ({ ...notice('x', { at: Date.now() }) })],
    ['timestamp', () => ({ ...notice('x', { at: Number.NaN }) })],
    ['encryptUniqueId', () => ({ ...notice('', { encrypted: Buffer.alloc(0) }) })],
    ['encryptUniqueId', () => ({ ...notice('', { encrypted: Buffer.alloc(16) }) })],
    // Its padding is wrong, though it is signed.
    ['encryptUniqueId', () => ({ ...notice('', { encrypted: Buffer.alloc(32) }) })],
    ['encryptUniqueId', () => ({ ...notice('', { encrypted: encryptedId('id', secret).subarray(0, 31) }) })],
    ['encryptUniqueId', () => ({ ...notice('', { encrypted: encryptedId('id', former) }) })],
    ['encryptUniqueId', () => ({ ...notice('') })],
    ['encryptUniqueId', () => ({ ...notice('a b') })],
    ['encryptUniqueId', () => ({ ...notice('i'.repeat(65)) })],
  ]
  it.each(wrong)('says which field is not right: %s', async (field, spoil) => {
    const answer = await post(spoil(notice('some-id')))
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      {
        code: 'invalid_request',
        errors: [{ field, code: 'invalid', detail: expect.stringMatching(/^It has/) }],
      },
    ])
  })

  it.each(['clientId', 'encryptUniqueId', 'timestamp', 'signature'] as const)(
    'takes no two values of %s, in one place or in two',
    async (name) => {
      const good = notice('some-id')
      const [sent, twice] = [new URLSearchParams(good), new URLSearchParams(good)]
      twice.append(name, 'another')
      const headers = { 'content-type': type }
      const calls = [
        fetch(`${address()}?${twice}`, { method: 'POST', headers }),
        fetch(address(), { method: 'POST', body: twice }),
        fetch(`${address()}?${name}=another`, { method: 'POST', body: sent }),
      ]
      for (const answer of await Promise.all(calls))
        expect([answer.status, await answer.json()]).toMatchObject([400, { errors: [{ field: name }] }])
    },
  )

  it('takes no huge body and no other type of content', async () => {
    const huge = { ...notice('some-id'), more: 'x'.repeat(20_000) }
    expect(await told(await post(huge))).toEqual({ status: 413, code: 'body_too_large' })
    const body = JSON.stringify(notice('some-id'))
    const xml = { method: 'POST', body, headers: { 'content-type': 'text/xml' } }
    expect(await told(await fetch(address(), xml))).toMatchObject({ status: 415 })
  })

  it('shows nothing of a person or a secret in the log (ASVS 16.2.5)', async () => {
    const { id } = await person('6209')
    const said = notice(id)
    await post(said)
    await post({ ...said, signature: 'A'.repeat(43) })
    const log = service.log.join('\n')
    const secrets = [id, said.signature, said.encryptUniqueId, secret, former]
    expect(secrets.filter((each) => log.includes(each))).toEqual([])
  })

  it('sends no security events', async () => {
    const headers = { 'content-type': 'application/secevent+jwt' }
    const events = await fetch(`${service.url}/auth/naver/webhooks/events`, {
      method: 'POST',
      headers,
      body: 'a.b.c',
    })
    expect(await told(events)).toMatchObject({ status: 404, code: 'not_found' })
  })
})

/** Another character of base64url with the same four leading bits. */
function sibling(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet[alphabet.indexOf(character) ^ 1] ?? ''
}
