import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { beginLogin } from '../support/begun-login.ts'
import type { LoginBody } from '../support/client.ts'
import { authorized, completeSignup, newClient, signedUp } from '../support/client.ts'
import type { Stage } from '../support/hostile-stages.ts'
import { hostileGoogle } from '../support/hostile-stages.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import type { Told } from '../support/webhook-flood.ts'
import { floodOf, pour } from '../support/webhook-flood.ts'

const [adminKey, clientId, secret] = ['the-admin-key', 'naver-client', 'naver-secret']
const size = 10_002
/** Of each provider, each told of by an id of its own. */
const strangers = 1_332
/** Of each provider, one in two of them gone. */
const people = 6

let service: Service
let stage: Stage
beforeAll(async () => {
  stage = await hostileGoogle()
  service = await startService({
    ...stage.env,
    KAKAO_ADMIN_KEY: adminKey,
    NAVER_CLIENT_ID: clientId,
    NAVER_CLIENT_SECRET: secret,
    ON_PROVIDER_UNLINK: 'withdraw',
  })
})
afterAll(async () => {
  await service?.stop()
  await stage?.server.close()
})

const atGoogle = async (sub: string): Promise<LoginBody> => {
  const begun = await beginLogin(newClient(service), '', 'google')
  await stage.vouch(begun.nonce, sub, { name: '길동' })
  const { signup_token } = (await (await begun.comeBack({ iss: stage.server.url })).json()) as LoginBody
  return (await (await completeSignup(newClient(service), signup_token)).json()) as LoginBody
}
const unlinkAtKakao = (subject: string) =>
  fetch(`${service.simulator}/v1/user/unlink`, {
    method: 'POST',
    body: new URLSearchParams({ target_id_type: 'user_id', target_id: subject }),
    headers: { authorization: `KakaoAK ${adminKey}` },
  })
const subjectOf = async (user: string) =>
  (await service.query<{ subject: string }>(`select subject from identities where user_id = '${user}'`))[0]
    ?.subject ?? ''
const count = async (from: string) =>
  Number((await service.query<{ count: string }>(`select count(*) from ${from}`))[0]?.count)

type Person = Told & { readonly token: string }

/** Signed up one after the other; every other one is gone since. */
async function arrive(sign: (n: number) => Promise<LoginBody>, go?: (subject: string) => Promise<unknown>) {
  const arrived: Person[] = []
  for (let n = 0; n < people; n += 1) {
    const { access_token: token, user } = await sign(n)
    const [subject, isGone] = [await subjectOf(user.id), n % 2 === 0]
    if (isGone) await go?.(subject)
    arrived.push({ subject, isGone, token })
  }
  return arrived
}

it('outlives ten thousand webhooks of three providers, and each has its one effect or none', async () => {
  const kakao = await arrive((n) => signedUp(service, `${6_500 + n}`), unlinkAtKakao)
  const naver = await arrive((n) => signedUp(service, `${6_600 + n}`, 'naver'))
  const google = await arrive((n) => atGoogle(`google-${n}`))
  const bystander = await signedUp(service, '6700')
  const webhooks = await floodOf(
    {
      kakao: { adminKey, people: kakao },
      naver: { clientId, secret, people: naver },
      google: { clientId: 'the-client-id', server: stage.server, people: google },
    },
    size,
  )
  const logins = async () => {
    const outcomes = []
    for (let n = 0; n < 20; n += 1) outcomes.push((await newClient(service).login('6700')).body.status)
    return outcomes
  }
  const [{ odd }, outcomes] = await Promise.all([pour(service.address, webhooks), logins()])
  expect(odd).toBe(0)
  expect(new Set(outcomes)).toEqual(new Set(['signed_in']))
  const gone = (3 * people) / 2
  const told = 2 * (people + strangers)
  // Some may have been held while the store was busy.
  await vi.waitUntil(
    async () =>
      (await count('provider_notices')) >= told &&
      (await count(`users where status = 'withdrawn'`)) >= gone &&
      (await count('outbox where closed_at is null and parked_at is null')) === 0,
    { timeout: 30_000 },
  )

  for (const { isGone, token } of [...kakao, ...naver, ...google])
    expect((await fetch(`${service.url}/users/me`, authorized(token))).status).toBe(isGone ? 401 : 200)
  expect((await fetch(`${service.url}/users/me`, authorized(bystander.access_token))).status).toBe(200)
  expect(await count(`users where status = 'withdrawn'`)).toBe(gone)
  expect(await count(`outbox where type = 'UserWithdrew'`)).toBe(gone)
  expect(await count(`outbox where type = 'SessionRevoked'`)).toBe(gone)
  // One for each that its provider told by an id, however often, and none that was forged.
  for (const provider of ['naver', 'google']) {
    expect(await count(`provider_notices where provider = '${provider}'`)).toBe(people + strangers)
    const ofProvider = `type = 'ProviderNoticeReceived' and data->>'provider' = '${provider}'`
    expect(await count(`outbox where ${ofProvider}`)).toBe(people)
  }
}, 120_000)
