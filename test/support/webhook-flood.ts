import { Pool } from 'undici'
import type { HostileServer } from './hostile-server.ts'
import { naverNotice } from './naver-notice.ts'

/** One webhook, and what has to be answered. */
export type Webhook = {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly status: number
}

/** Who is told of: by which id, and whether the provider has them no more. */
export type Told = { readonly subject: string; readonly isGone: boolean }

export type Flood = {
  readonly kakao: { readonly adminKey: string; readonly people: readonly Told[] }
  readonly naver: { readonly clientId: string; readonly secret: string; readonly people: readonly Told[] }
  readonly google: {
    readonly clientId: string
    readonly server: HostileServer
    readonly people: readonly Told[]
  }
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const secevent = { 'content-type': 'application/secevent+jwt' }
const seconds = () => Math.floor(Date.now() / 1_000)
const stale = 60

/**
 * `size` webhooks in a random order, in equal parts of all three providers. Of each ten, three are of people whom
 * we know (each told again and again), four of strangers, three forged. Who is not gone was: their notice is late.
 */
export async function floodOf({ kakao, naver, google }: Flood, size: number): Promise<Webhook[]> {
  const each = (make: (n: number) => Webhook | Promise<Webhook>) =>
    Promise.all(Array.from({ length: Math.floor(size / 3) }, (_, n) => make(n)))
  const calls = await Promise.all([
    each(kakaoCalls(kakao)),
    each(naverCalls(naver)),
    each(await googleCalls(google)),
  ])
  return shuffled(calls.flat())
}

function kakaoCalls({ adminKey, people }: Flood['kakao']) {
  const path = '/auth/kakao/webhooks/unlink'
  return (n: number): Webhook => {
    const [isForged, person] = [n % 10 < 3, n % 10 < 6 ? people[n % people.length] : undefined]
    const subject = isForged || !person ? `${8_000_000_000 + n}` : person.subject
    const headers = { ...form, authorization: `KakaoAK ${isForged ? `guess-${n}` : adminKey}` }
    const body = `app_id=1&user_id=${subject}&referrer_type=UNLINK_FROM_APPS`
    return { path, headers, body, status: isForged ? 401 : 200 }
  }
}

function naverCalls({ clientId, secret, people }: Flood['naver']) {
  const path = '/auth/naver/webhooks/unlink'
  const replayed = people.map(({ subject, isGone }) =>
    naverNotice(subject, { clientId, secret, at: seconds() - (isGone ? 0 : stale) }),
  )
  return (n: number): Webhook => {
    const fields =
      n % 10 < 6
        ? { ...replayed[n % people.length], ...(n % 10 < 3 && { timestamp: `${seconds() + 1 + n}` }) }
        : { ...naverNotice(`a-stranger-${n}`, { clientId, secret }) }
    const body = `${new URLSearchParams(fields as Record<string, string>)}`
    return { path, headers: form, body, status: n % 10 < 3 ? 403 : 204 }
  }
}

async function googleCalls({ clientId, server, people }: Flood['google']) {
  const path = '/auth/google/webhooks/events'
  const event = (sub: string, jti: string, at: number) => {
    const uri = 'https://schemas.openid.net/secevent/risc/event-type/account-purged'
    const events = { [uri]: { subject: { subject_type: 'iss-sub', iss: server.url, sub } } }
    return server.sign({ iss: server.url, aud: clientId, iat: at, jti, events }, { typ: 'secevent+jwt' })
  }
  const replayed = await Promise.all(
    people.map(({ subject, isGone }, n) => event(subject, `known-${n}`, seconds() - (isGone ? 0 : stale))),
  )
  return async (n: number): Promise<Webhook> => {
    const isForged = n % 10 < 3
    const known = n % 10 < 6 ? replayed[n % people.length] : undefined
    const body = known ?? (await event(`a-stranger-${n}`, `stranger-${n}`, seconds()))
    return { path, headers: secevent, body: isForged ? forged(body, n) : body, status: isForged ? 400 : 202 }
  }
}

/** Says something else than what was signed. */
function forged(token: string, n: number): string {
  const [header, payload = '', signature] = token.split('.')
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const other = Buffer.from(JSON.stringify({ ...said, jti: `forged-${n}` })).toString('base64url')
  return `${header}.${other}.${signature}`
}

function shuffled<Value>(values: readonly Value[]): Value[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ value }) => value)
}

/** How many got another answer than was due, and how long each waited for its own, in milliseconds. */
export type Poured = { readonly odd: number; readonly waits: readonly number[] }

/** Sends all of them over some connections. */
export async function pour(origin: string, webhooks: readonly Webhook[], connections = 32): Promise<Poured> {
  const pool = new Pool(origin, { connections })
  const waits: number[] = []
  let [next, odd] = [0, 0]
  const pump = async () => {
    for (let webhook = webhooks[next++]; webhook; webhook = webhooks[next++]) {
      const { path, headers, body, status } = webhook
      const sentAt = performance.now()
      const answer = await pool.request({ path, method: 'POST', headers, body })
      await answer.body.dump()
      waits.push(performance.now() - sentAt)
      if (answer.statusCode !== status) odd += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, pump))
  await pool.close()
  return { odd, waits }
}
