import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startRedis } from '../faults/redis-server.ts'
import type { BegunLogin } from '../support/begun-login.ts'
import { beginLogin } from '../support/begun-login.ts'
import type { LoginBody } from '../support/client.ts'
import { authorized, completeSignup, newClient } from '../support/client.ts'
import type { HostileKakao } from '../support/hostile-kakao.ts'
import { startHostileKakao, tokens } from '../support/hostile-kakao.ts'
import { json } from '../support/hostile-server.ts'
import { isInstalled } from '../support/needs.ts'
import { revokingNaver } from '../support/revoking-naver.ts'
import type { Service } from '../support/service.ts'
import { secret as daemunSecret, startService } from '../support/service.ts'

/** What a secret looks like where somebody has put it into something else. */
const guises = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret, 'base64url').toString('hex'),
]

const queues = isInstalled('redis-server', 'redis-server') ? ['PostgreSQL', 'Redis'] : ['PostgreSQL']

/** Invariant 6, ASVS 16.2.5, 14.2.2, 13.3.1: whoever reads logs, rows or jobs can present nothing of it. */
describe.each(queues)('with its queue on %s, whatever was issued in a whole run', (queue) => {
  let redis: Awaited<ReturnType<typeof startRedis>> | undefined
  let kakao: HostileKakao
  let naver: Awaited<ReturnType<typeof revokingNaver>>
  let service: Service
  /** Every command that Redis was sent, those of scripts too. */
  const commands: string[] = []
  /** By name, so that a leak tells what leaked without telling it again. */
  const issued = new Map<string, string>()
  const email = 'very.private.person@mail.example'

  beforeAll(async () => {
    redis = queue === 'Redis' ? await startRedis() : undefined
    kakao = await startHostileKakao('880001')
    naver = await revokingNaver()
    service = await startService({
      SIMULATOR: 'off',
      KAKAO_AUTH_URL: kakao.url,
      KAKAO_API_URL: kakao.url,
      KAKAO_CLIENT_ID: kakao.clientId,
      KAKAO_CLIENT_SECRET: 'the-client-secret-of-kakao',
      KAKAO_ADMIN_KEY: 'the-admin-key-of-kakao',
      RATE_LIMIT: 'on',
      ...naver.env,
      ...(redis && { REDIS_URL: redis.url }),
    })
    if (redis) await listenTo(redis.port)
  })
  afterAll(async () => {
    await service?.stop()
    await kakao?.close()
    await naver?.close()
    await redis?.stop()
  })

  const listenTo = async (port: number) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (chunk) => commands.push(String(chunk)))
    socket.on('error', () => {})
    socket.write('MONITOR\r\n')
    await once(socket, 'data')
  }
  const issue = (name: string, secret: string | null | undefined) => {
    expect([name, secret]).toEqual([name, expect.stringMatching(/.{8}/)])
    issued.set(`${name} ${issued.size}`, String(secret))
  }
  const keep = (answer: Response, body: Partial<LoginBody>) => {
    for (const name of ['access_token', 'refresh_token', 'signup_token'] as const)
      if (body[name]) issue(name, body[name])
    for (const cookie of answer.headers.getSetCookie()) {
      const value = cookie.slice(cookie.indexOf('=') + 1, cookie.indexOf(';'))
      if (value) issue('cookie', value)
    }
    return body as LoginBody
  }
  const bodyOf = async (answer: Response) => keep(answer, (await answer.clone().json()) as LoginBody)
  const keepAttempt = (client: ReturnType<typeof newClient>, { asked, state, nonce }: BegunLogin) => {
    issue('state', state)
    issue('nonce', nonce)
    issue('code_challenge', asked.get('code_challenge'))
    for (const [name, value] of client.cookies) issue(name, value)
  }

  /** A login, honest but for what a test says, with a code and provider's tokens of its own. */
  async function login(who: string, headers: Record<string, string> = {}, token?: object) {
    const client = newClient(service)
    const begun = await beginLogin(client)
    keepAttempt(client, begun)
    const code = `the-code-of-${who}-${issued.size}`
    issue('code', code)
    const account = {
      email,
      is_email_valid: true,
      is_email_verified: true,
      profile: { nickname: `사람 ${who}`, profile_image_url: `https://img.example/private-${who}.jpg` },
    }
    await kakao.vouch(begun.nonce, { subject: who, account })
    const idToken = await kakao.idToken(begun.nonce, { sub: who, email })
    issue('id_token', idToken)
    const given = {
      ...tokens,
      access_token: `kakao-access-token-${issued.size}`,
      refresh_token: `kakao-refresh-token-${issued.size}`,
      id_token: idToken,
    }
    issue('access token of the provider', given.access_token)
    issue('refresh token of the provider', given.refresh_token)
    kakao.answers.token = json(token ?? given, token ? 400 : 200)
    const answer = await begun.comeBack({ code }, headers)
    if (answer.status < 300) await bodyOf(answer)
    else keep(answer, {})
    return { client, answer, begun, code }
  }

  async function wholeRun() {
    const page = { accept: 'text/html' }
    const { answer } = await login('880001')
    const required = await bodyOf(answer)
    const client = newClient(service)
    await vi.waitFor(async () => {
      const pending = await client.fetch('/auth/signup', authorized(required.signup_token))
      expect(await pending.json()).toMatchObject({ profile: { email } })
    }, 10_000)
    const signedIn = await bodyOf(await completeSignup(client, required.signup_token))
    const send = (path: string, body: unknown) => client.fetch(path, authorized('wrong', 'POST', body))
    const { refresh_token } = signedIn
    const refresh = (token: string) =>
      client.fetch('/auth/token', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refresh_token: token }),
      })
    const next = await bodyOf(await refresh(refresh_token))
    await bodyOf(await refresh(next.refresh_token))
    await refresh(refresh_token)
    await login('880001', page)
    await login('880002', page)
    return { send, signedIn, required }
  }

  /** Naver's refresh tokens are kept: of who stays, and of who left while Naver takes none back. */
  async function keptRun() {
    const give = () => {
      const token = `the-refresh-token-of-naver-${issued.size}`
      issue('refresh token of Naver', token)
      issue('access token of Naver', `access-${token}`)
      return token
    }
    for (const person of ['naver-stays', 'naver-leaves']) {
      await naver.signUp(service, person, give())
      const { access_token: access } = await naver.login(service, person, give())
      issue('access_token', access)
      if (person === 'naver-leaves') await fetch(`${service.url}/users/me`, authorized(access, 'DELETE'))
    }
    await vi.waitFor(async () => {
      const told = await service.query(
        `select 1 from outbox where type = 'UserWithdrew' and last_error <> ''`,
      )
      expect(told).toHaveLength(1)
    })
    for (const table of ['identities', 'provider_unlinks']) {
      const sealed = `select 1 from ${table} where provider = 'naver' and sealed_provider_token is not null`
      expect([table, await service.query(sealed)]).toEqual([table, [expect.anything()]])
    }
    issue('client secret of Naver', naver.env.NAVER_CLIENT_SECRET)
  }

  /** Whatever goes wrong is told of, too. */
  async function wrongRun({ send, signedIn, required }: Awaited<ReturnType<typeof wholeRun>>) {
    const { client, begun, code } = await login('880001')
    await client.fetch(`/auth/kakao/callback?code=${code}&state=${begun.state}`)
    await login('880003', {}, { error: 'invalid_grant', error_code: 'KOE320', error_description: code })
    await login('880003', {}, { ...tokens, id_token: signedIn.access_token })
    await client.fetch('/users/me', authorized(required.signup_token))
    await client.fetch(`/users/me?access_token=${signedIn.access_token}`)
    await client.fetch(`/${signedIn.access_token}`)
    await client.fetch(`/auth/${signedIn.refresh_token}/login?return_to=https://${signedIn.refresh_token}`)
    await send('/auth/token', { [signedIn.refresh_token]: signedIn.access_token })
    await send('/auth/signup/complete', { email, nickname: signedIn.refresh_token })
    await client.fetch('/users/me', { headers: { authorization: signedIn.access_token, 'user-agent': 'x' } })
    await service.query('alter table sessions rename column user_agent to hidden')
    await login('880001')
    await service.query('alter table sessions rename column hidden to user_agent')
  }

  it('is found in no line of the log, no row and no job', async () => {
    await wrongRun(await wholeRun())
    await keptRun()
    for (const form of kakao.forms) issue('code_verifier', form.get('code_verifier'))
    issue('DAEMUN_SECRET', daemunSecret)
    issue('client secret', 'the-client-secret-of-kakao')
    issue('admin key', 'the-admin-key-of-kakao')
    expect(issued.size).toBeGreaterThan(60)

    const places: Record<string, string> = { log: service.log.join('\n'), redis: commands.join('') }
    const tables = await service.query<{ name: string; table: string }>(
      `select format('%I.%I', schemaname, tablename) as name, tablename as table from pg_tables
       where schemaname in ('public', 'bullmq')`,
    )
    for (const { name } of tables) {
      const rows = await service.query<{ row: string }>(`select t::text as row from ${name} t`)
      places[name] = rows.map(({ row }) => row).join('\n')
    }
    const told = Object.entries(places).flatMap(([place, text]) =>
      [...issued].flatMap(([name, secret]) =>
        guises(secret).some((guise) => guise.length >= 8 && text.includes(guise))
          ? [`${name} in ${place}`]
          : [],
      ),
    )
    expect(told).toEqual([])

    // An e-mail is its user's, once they gave it; before that it is sealed, and nobody else has it.
    const withEmail = Object.entries(places).filter(([, text]) =>
      guises(email).some((each) => text.includes(each)),
    )
    expect(withEmail.map(([place]) => place).filter((place) => place !== 'public.users')).toEqual([])
    expect(places.log).toContain('"route":"/auth/:provider/callback"')
    expect(places['public.identities']).toContain('880001')
    if (redis) expect(places.redis).toContain('e_')
  })
})
