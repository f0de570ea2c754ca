import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newClient, signedUp } from '../support/client.ts'
import { isSignedIn, noticesHeeded } from '../support/heeded.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

/** What the simulated Naver and Google send, from their own side of the documents, has its effect on ours. */
let service: Service
beforeAll(async () => {
  const google = { GOOGLE_CLIENT_ID: 'google-client', GOOGLE_CLIENT_SECRET: 'google-secret' }
  service = await startService({
    NAVER_CLIENT_ID: 'naver-client',
    NAVER_CLIENT_SECRET: 'naver-secret',
    ...google,
  })
})
afterAll(() => service?.stop())

const send = async (order: object): Promise<number> => {
  const answer = await fetch(`${service.simulator}/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { status: number }).status
}
const signedOut = (token: string) => vi.waitUntil(async () => !(await isSignedIn(service, token)))
let met = 6_810
/** Whom no test has met before. */
const nobody = () => {
  met += 1
  return String(met)
}
/** A person as the provider and we both call them. */
const person = async (provider: string, hint: string) => {
  const { access_token: token, user } = await signedUp(service, hint, provider)
  const [row] = await service.query<{ subject: string }>(
    `select subject from identities where user_id = '${user.id}'`,
  )
  return { token, order: { provider, person: row?.subject ?? '' } }
}

describe("the simulated Naver's callback", () => {
  it.each([
    ['query', '6801'],
    ['body', '6802'],
  ])('ends the session, with its parameters in the %s', async (placement, hint) => {
    const { token, order } = await person('naver', hint)
    expect(await send({ ...order, event: 'unlink', placement })).toBe(204)
    await signedOut(token)
    expect((await newClient(service).login(hint, 'naver')).body.status).toBe('signed_in')
  })

  it.each([
    ['wrong_key', '6803', 403],
    ['bad_signature', '6804', 403],
    ['old_timestamp', '6805', 400],
  ])('is refused with %s, to no effect', async (fault, hint, status) => {
    const { token, order } = await person('naver', hint)
    expect(await send({ ...order, event: 'unlink', fault })).toBe(status)
    await noticesHeeded(service)
    expect(await isSignedIn(service, token)).toBe(true)
  })

  it('comes to nothing when it comes again', async () => {
    const { token, order } = await person('naver', '6806')
    expect(await send({ ...order, event: 'unlink' })).toBe(204)
    await signedOut(token)
    const { body } = await newClient(service).login('6806', 'naver')
    expect(await send({ ...order, event: 'unlink', fault: 'replay' })).toBe(204)
    await noticesHeeded(service)
    expect(await isSignedIn(service, body.access_token)).toBe(true)
  })
})

describe("the simulated Google's security events", () => {
  it.each([
    ['sessions-revoked', {}],
    ['tokens-revoked', {}],
    ['account-disabled', { reason: 'hijacking' }],
    ['account-credential-change-required', { issuer: 'trailing_slash' }],
  ])('sign out by %s %j', async (event, more) => {
    const { token, order } = await person('google', nobody())
    expect(await send({ ...order, event, ...more })).toBe(202)
    await signedOut(token)
  })

  it.each(['verification', 'account-enabled', 'token-revoked'])(
    'are taken without effect: %s',
    async (event) => {
      const { token, order } = await person('google', nobody())
      expect(await send({ ...order, event })).toBe(202)
      await noticesHeeded(service)
      expect(await isSignedIn(service, token)).toBe(true)
    },
  )

  it.each(['wrong_key', 'bad_signature', 'old_timestamp'])(
    'are refused with %s, to no effect',
    async (fault) => {
      const { token, order } = await person('google', nobody())
      expect(await send({ ...order, event: 'sessions-revoked', fault })).toBe(400)
      await noticesHeeded(service)
      expect(await isSignedIn(service, token)).toBe(true)
    },
  )
})
