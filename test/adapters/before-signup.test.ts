import { once } from 'node:events'
import type { IncomingHttpHeaders, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { beforeSignupHook } from '../../src/adapters/outbound/hooks/before-signup.ts'
import { SignupHookFailure } from '../../src/application/ports/signup-hook.ts'
import type { Applicant } from '../../src/domain/applicant.ts'
import type { Answer } from '../support/hostile-server.ts'
import { drip, json, raw, silence } from '../support/hostile-server.ts'

const [oldSecret, newSecret] = [randomSecret(1), randomSecret(2)]

function randomSecret(seed: number) {
  return `whsec_${Buffer.alloc(32, seed).toString('base64')}`
}

const applicant = {
  signupId: '019ab0c2-7d1e-7c4f-9a55-5d8e0a2b1c33',
  identityId: '019ab0c2-6f02-7b1a-8c11-0f3d2e4a5b66',
  provider: 'kakao',
  profile: { nickname: '길동', email: 'gildong@example.com' },
  emailVerified: true,
  agreedTerms: [{ id: 'privacy', version: '1' }],
  locale: 'ko',
} as unknown as Applicant

describe('the hook before a signup, over HTTP', () => {
  let server: Server
  let answer: Answer
  let hook: ReturnType<typeof beforeSignupHook>
  const received: { headers: IncomingHttpHeaders; body: string; path: string | undefined }[] = []
  beforeEach(async () => {
    received.length = 0
    answer = json({ allow: true })
    server = createServer(async (request, response) => {
      received.push({ headers: request.headers, body: await text(request), path: request.url })
      await answer(request, response)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const url = new URL(`http://127.0.0.1:${port}/hooks/signup?of=daemun`)
    hook = beforeSignupHook({ url, secrets: [newSecret, oldSecret] })
  })
  afterEach(async () => {
    server.closeAllConnections()
    server.close()
    await hook.close()
  })

  const failureOf = async (asked: Promise<unknown>) => {
    const error = await asked.then(
      (verdict) => verdict,
      (caught: unknown) => caught,
    )
    if (!(error instanceof SignupHookFailure)) throw new Error('it answered', { cause: error })
    return error
  }

  it.each([oldSecret, newSecret])('is signed with every secret by Standard Webhooks', async (secret) => {
    expect(await hook.ask(applicant)).toEqual({ kind: 'signup_allowed' })
    const [{ headers, body, path } = { headers: {}, body: '', path: '' }] = received
    expect(path).toBe('/hooks/signup?of=daemun')
    const verified = new Webhook(secret).verify(body, headers as Record<string, string>)
    expect(verified).toEqual({
      type: 'signup.before',
      data: {
        signup_id: applicant.signupId,
        identity_id: applicant.identityId,
        provider: 'kakao',
        profile: { nickname: '길동', email: 'gildong@example.com' },
        email_verified: true,
        agreed_terms: [{ id: 'privacy', version: '1' }],
        locale: 'ko',
      },
    })
    const forged = () => new Webhook(randomSecret(3)).verify(body, headers as Record<string, string>)
    expect(forged).toThrow('No matching signature')
  })

  it('has one id for the same applicant, however the answers are ordered, and another for other answers', async () => {
    const { nickname = '', email = '' } = applicant.profile
    await hook.ask(applicant)
    await hook.ask({ ...applicant, profile: { email, nickname } })
    await hook.ask({ ...applicant, profile: { email, nickname: '꺽정' } })
    const [first, again, other] = received.map(({ headers }) => headers['webhook-id'])
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  const marks = '\u202eevil\u0000 <b>bold</b>\n\ud800'
  it.each<[what: string, message: unknown, shown: unknown]>([
    ['nothing', undefined, null],
    ['one text', '안 돼요', { ko: '안 돼요', en: '안 돼요' }],
    ['two texts', { ko: '안 돼요', en: 'No' }, { ko: '안 돼요', en: 'No' }],
    ['half of it', { ko: '안 돼요' }, null],
    ['no text at all', 17, null],
    ['nothing to see', ' \n ', null],
    ['marks that hide and turn', marks, { ko: 'evil <b>bold</b> \ufffd', en: 'evil <b>bold</b> \ufffd' }],
    ['a book', '긴'.repeat(9_000), { ko: `${'긴'.repeat(299)}…`, en: `${'긴'.repeat(299)}…` }],
  ])('keeps a no that says %s', async (_what, message, shown) => {
    // Sixteen KiB is the most that is read: a long text must fit that to be shortened.
    answer = json({ allow: false, message: typeof message === 'string' ? message.slice(0, 4_000) : message })
    expect(await hook.ask(applicant)).toEqual({ kind: 'signup_refused', message: shown })
  })

  it.each<[what: string, answer: Answer, reason: SignupHookFailure['reason']]>([
    ['a server error', json({ allow: true }, 500), 'bad_answer'],
    ['a refusal by status', json({ allow: false }, 403), 'bad_answer'],
    ['no decision', json({}), 'bad_answer'],
    ['a text for a decision', json({ allow: 'true' }), 'bad_answer'],
    ['a list', json([{ allow: true }]), 'bad_answer'],
    ['null', json(null), 'bad_answer'],
    ['half of a JSON', raw('{"allow": tr', 'application/json'), 'bad_answer'],
    ['nothing', raw('', 'application/json', 204), 'bad_answer'],
    ['a page', raw('<p>{"allow": true}', 'text/html'), 'bad_answer'],
    ['bytes that are no text', raw(Buffer.from([0x7b, 0xff, 0x7d]), 'application/json'), 'bad_answer'],
    ['too much', raw(`{"allow":true,"x":"${'x'.repeat(20_000)}"}`, 'application/json'), 'bad_answer'],
    ['a closed door', (request) => void request.socket.destroy(), 'unreachable'],
  ])('takes %s for no answer', async (_what, answering, reason) => {
    answer = answering
    expect((await failureOf(hook.ask(applicant))).reason).toBe(reason)
    expect(received).toHaveLength(1)
  })

  it('follows no redirect, so that what was signed goes nowhere else', async () => {
    answer = raw('', 'text/plain', 307, { location: '/elsewhere' })
    expect((await failureOf(hook.ask(applicant))).reason).toBe('bad_answer')
    expect(received.map(({ path }) => path)).toEqual(['/hooks/signup?of=daemun'])
  })

  it.each([
    ['never answers', silence],
    ['answers a byte at a time', drip],
  ])(
    'gives up on one that %s, also for those who wait for a turn',
    { timeout: 20_000 },
    async (_what, answering) => {
      answer = answering
      const failures = await Promise.all(Array.from({ length: 80 }, () => failureOf(hook.ask(applicant))))
      expect(new Set(failures.map(({ reason }) => reason))).toEqual(new Set(['timeout']))
      // Now it is known to be down, and left alone: soon, for the calls themselves end after those who waited.
      await vi.waitFor(async () => expect((await failureOf(hook.ask(applicant))).reason).toBe('busy'), 10_000)
    },
  )

  it('takes no more than it can hold', async () => {
    answer = silence
    const asked = Array.from({ length: 513 }, () => failureOf(hook.ask(applicant)))
    expect((await asked[512])?.reason).toBe('busy')
    await Promise.all(asked)
  })
})
