import type { Answer, HostileServer } from './hostile-server.ts'
import { json, raw, startHostileServer } from './hostile-server.ts'

/** A Kakao that says whatever a test wants it to. */
export type HostileKakao = Omit<HostileServer, 'forget'> & {
  readonly clientId: string
  /** What each of its addresses answers; a test replaces what it is about. */
  answers: { token: Answer; jwks: Answer; user: Answer; elsewhere: Answer }
  /** An id_token of the usual kind, with some claims or header members of the test's own. */
  idToken(nonce: string, claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
  /** Lets one person through: an id_token for this nonce and, at `/v2/user/me`, this account of theirs. */
  vouch(nonce: string, person?: { subject?: string; account?: unknown }): Promise<void>
  /** Honest again, but for the id_token that only a nonce can make. */
  reset(): void
}

/** What it gives beside an id_token. */
export const tokens = {
  token_type: 'bearer',
  access_token: 'provider-access-token',
  expires_in: 21_599,
  refresh_token: 'provider-refresh-token',
}

export async function startHostileKakao(subject: string): Promise<HostileKakao> {
  const server = await startHostileServer((path) => {
    const { token, jwks, user, elsewhere } = kakao.answers
    return { '/oauth/token': token, '/.well-known/jwks.json': jwks, '/v2/user/me': user }[path] ?? elsewhere
  })
  const clientId = 'rest-api-key'
  const idToken: HostileKakao['idToken'] = (nonce, claims = {}, header = {}) => {
    const now = Math.floor(Date.now() / 1_000)
    const times = { iat: now, exp: now + 21_599, auth_time: now }
    const usual = { iss: server.url, aud: clientId, sub: subject, ...times, nonce }
    return server.sign({ ...usual, ...claims }, header)
  }
  const honest = (): HostileKakao['answers'] => ({
    token: json(tokens),
    jwks: json({ keys: [server.publicJwk] }),
    user: raw(`{"id":${subject},"kakao_account":{}}`, 'application/json'),
    elsewhere: json({}, 404),
  })
  const kakao: HostileKakao = {
    ...server,
    clientId,
    answers: honest(),
    idToken,
    async vouch(nonce, { subject: who = subject, account = {} } = {}) {
      const idTokenOfThem = await idToken(nonce, { sub: who })
      kakao.answers.token = json({ ...tokens, id_token: idTokenOfThem })
      const user = `{"id":${who},"kakao_account":${JSON.stringify(account)}}`
      kakao.answers.user = raw(user, 'application/json')
    },
    reset() {
      kakao.answers = honest()
      server.forget()
    },
  }
  return kakao
}
