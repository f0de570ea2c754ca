import { describe, expect, it } from 'vitest'
import { ConfigurationError, readConfig } from '../../src/infrastructure/config.ts'

const production = {
  DATABASE_URL: 'postgres://db.example/daemun',
  DAEMUN_SECRET: 'a-secret-of-thirty-two-bytes-or-more',
  PUBLIC_URL: 'https://login.example.com',
}
const acme = {
  OIDC_ACME_ID_ISSUER: 'https://id.acme.example/realm/',
  OIDC_ACME_ID_CLIENT_ID: 'the client',
  OIDC_ACME_ID_CLIENT_SECRET: 'the secret',
}

const problemsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readConfig({ ...production, ...env })
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
}

describe('providers by configuration', () => {
  it('are off without a client id', () => {
    expect(readConfig(production)).toMatchObject({
      kakao: null,
      naver: null,
      google: null,
      line: null,
      openId: [],
    })
  })

  it('may be any OpenID provider, by a name of the operator', () => {
    const { openId } = readConfig({ ...production, ...acme, OIDC_ACME_ID_SCOPES: 'email, phone' })
    expect(openId).toEqual([
      {
        name: 'acme_id',
        label: 'acme_id',
        issuer: 'https://id.acme.example/realm/',
        tokenIssuers: ['https://id.acme.example/realm/'],
        hosts: [],
        clientId: 'the client',
        clientSecret: 'the secret',
        redirectUri: 'https://login.example.com/auth/acme_id/callback',
        scope: ['email', 'phone'],
        claims: {
          nickname: ['nickname', 'name', 'preferred_username'],
          email: 'email',
          emailVerified: 'email_verified',
          picture: 'picture',
        },
        parameters: {},
      },
    ])
  })

  it('keep the simulator away when any of them is named', () => {
    const embedded = { OIDC_ACME_ID_ISSUER: 'https://id.acme.example', OIDC_ACME_ID_CLIENT_ID: 'x' }
    expect(readConfig(embedded).simulator).toBeNull()
    expect(readConfig({ NAVER_CLIENT_ID: 'x', NAVER_CLIENT_SECRET: 'y' }).simulator).toBeNull()
  })

  it.each([
    [{ NAVER_CLIENT_ID: 'x' }, 'NAVER_CLIENT_SECRET is required with NAVER_CLIENT_ID.'],
    [{ LINE_CLIENT_ID: 'x' }, 'LINE_CLIENT_SECRET is required with LINE_CLIENT_ID.'],
    [{ GOOGLE_CLIENT_ID: 'x' }, 'GOOGLE_CLIENT_SECRET is required with GOOGLE_CLIENT_ID.'],
    [
      { KAKAO_PROMPT: 'login,none' },
      'KAKAO_PROMPT must list some of login, create, select_account, not none.',
    ],
    [{ GOOGLE_PROMPT: 'login' }, 'GOOGLE_PROMPT must be one of none, consent, select_account, not login.'],
    [
      { NAVER_AUTH_TYPE: 'autologin' },
      'NAVER_AUTH_TYPE must be one of none, reprompt, reauthenticate, not autologin.',
    ],
    [{ GOOGLE_ISSUER: 'http://accounts.google.com' }, 'GOOGLE_ISSUER must be https outside loopback.'],
    [{ OIDC_ACME_CLIENT_ID: 'x' }, 'OIDC_ACME_ISSUER is required for this OpenID provider.'],
    [
      { OIDC_ACME_ISSUER: 'https://id.acme.example' },
      'OIDC_ACME_CLIENT_ID is required for this OpenID provider.',
    ],
    [
      { OIDC_KAKAO_ISSUER: 'https://id.example', OIDC_KAKAO_CLIENT_ID: 'x' },
      'OIDC_KAKAO_ISSUER cannot be called kakao: that name is taken.',
    ],
    [
      { OIDC_ACME_ISSUER: 'http://id.acme.example', OIDC_ACME_CLIENT_ID: 'x' },
      'OIDC_ACME_ISSUER must be https outside loopback.',
    ],
  ])('are refused when they are half there: %o', (env, problem) => {
    expect(problemsOf(env)).toEqual([problem])
  })
})
