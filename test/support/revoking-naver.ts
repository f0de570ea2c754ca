import { beginLogin } from './begun-login.ts'
import type { LoginBody } from './client.ts'
import { completeSignup, newClient } from './client.ts'
import type { Answer } from './hostile-server.ts'
import { json, startHostileServer } from './hostile-server.ts'

const credentials = { id: 'the-client-id', secret: 'the-client-secret' }

/** A Naver whose revocation a test has in hand; everything else of it is honest. */
export async function revokingNaver() {
  let revoke: Answer = json({}, 503)
  let [subject, refreshToken] = ['', '']
  const answers: Readonly<Record<string, () => Answer>> = {
    '/oauth2.0/token': () =>
      json({
        access_token: `access-${refreshToken}`,
        refresh_token: refreshToken,
        token_type: 'bearer',
        expires_in: '3600',
      }),
    '/v1/nid/me': () => json({ resultcode: '00', message: 'success', response: { id: subject } }),
    '/oauth2.0/revoke': () => revoke,
  }
  const server = await startHostileServer((path) => answers[path]?.())
  return {
    env: {
      NAVER_AUTH_URL: server.url,
      NAVER_API_URL: server.url,
      NAVER_CLIENT_ID: credentials.id,
      NAVER_CLIENT_SECRET: credentials.secret,
    },
    /** How it answers from now on when it is told. */
    answerRevocation: (answer: Answer) => {
      revoke = answer
    },
    /** What it was told so far, each time as a form. */
    told: () =>
      server.forms.filter((form) => form.has('token_type_hint')).map((form) => Object.fromEntries(form)),
    /** What it is told of a token, by the client that it was given to. */
    tellingOf: (token: string) => ({
      client_id: credentials.id,
      client_secret: credentials.secret,
      token,
      token_type_hint: 'refresh_token',
    }),
    /** The answer to a login of this person, to whom this refresh token is given. */
    async login(service: { readonly url: string }, person: string, token: string): Promise<LoginBody> {
      ;[subject, refreshToken] = [person, token]
      const begun = await beginLogin(newClient(service), '', 'naver')
      return (await (await begun.comeBack()).json()) as LoginBody
    },
    /** The same of a newcomer, who signs up. */
    async signUp(service: { readonly url: string }, person: string, token: string): Promise<LoginBody> {
      const { signup_token: signupToken } = await this.login(service, person, token)
      return (await (await completeSignup(newClient(service), signupToken)).json()) as LoginBody
    },
    close: server.close,
  }
}
