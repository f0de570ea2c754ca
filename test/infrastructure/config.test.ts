import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Config } from '../../src/infrastructure/config.ts'
import { ConfigurationError, environment, readConfig } from '../../src/infrastructure/config.ts'

type Environment = Record<string, string>

const secret = 'a secret of thirty-two bytes or more'
const database = { DATABASE_URL: 'postgres://daemun:password@db.example/daemun', DAEMUN_SECRET: secret }
const kakao = { KAKAO_CLIENT_ID: 'rest-key', KAKAO_CLIENT_SECRET: 'rest-secret' }
const production = { ...database, ...kakao, PUBLIC_URL: 'https://login.example.com' }

/** Everything that is wrong with an environment. */
const problemsOf = (env: Environment): readonly string[] => {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
}

describe('an empty environment', () => {
  it('is good for a first start, with everything that is needed to try it', () => {
    const config = readConfig({})
    expect(config).toEqual({
      publicUrl: new URL('http://localhost:3000'),
      host: '127.0.0.1',
      port: 3000,
      role: 'all',
      databaseUrl: null,
      redis: null,
      secrets: null,
      kakao: {
        clientId: 'simulated-rest-api-key',
        clientSecret: 'simulated-client-secret',
        adminKey: 'simulated-admin-key',
        appId: '1',
        nativeAppKeys: ['simulated-native-app-key'],
        authUrl: 'http://127.0.0.1:3001',
        apiUrl: 'http://127.0.0.1:3001',
        redirectUri: 'http://localhost:3000/auth/kakao/callback',
        openIdConnect: true,
        autoConnect: true,
        scope: [],
        prompt: [],
        serviceTerms: [],
        channelPublicId: null,
        logoutRedirectUri: null,
      },
      naver: null,
      google: null,
      line: null,
      openId: [],
      simulator: { port: 3001 },
      returnToOrigins: [],
      clients: [],
      withdrawalGraceSeconds: 0,
      evidenceDays: 1_095,
      onUnlink: 'sign_out',
      onAccountDelete: 'withdraw',
      trustedProxies: [],
      jwtAudience: 'http://localhost:3000',
      signing: { algorithm: 'ES256', rotationSeconds: 7_776_000 },
      accessTokenTtlSeconds: 600,
      sessionTtlSeconds: 1_209_600,
      sessionIdleTtlSeconds: null,
      refreshGraceSeconds: 10,
      signupTtlSeconds: 604_800,
      declarationFile: null,
      minimumAge: null,
      beforeSignup: null,
      marketingReconfirmMonths: 24,
      verification: {
        url: 'http://127.0.0.1:3001/identity-verification',
        secret: 'simulated-verification-secret',
      },
      signupRemindAfterSeconds: null,
      rateLimited: true,
      traces: null,
      logLevel: 'info',
    })
  })

  it('is the same as one of empty variables', () => {
    const empty = Object.fromEntries(
      [
        'PUBLIC_URL',
        'PORT',
        'DATABASE_URL',
        'DAEMUN_SECRET',
        'ROLE',
        'SIMULATOR',
        'KAKAO_CLIENT_ID',
        'SESSION_TTL',
        'SESSION_IDLE_TTL',
        'REFRESH_GRACE',
      ].map((name) => [name, name.length % 2 ? '' : '  ']),
    )
    expect(readConfig(empty)).toEqual(readConfig({}))
  })
})

describe('an environment of production', () => {
  it('has no simulator, and Kakao where Kakao is', () => {
    expect(readConfig(production)).toMatchObject({
      publicUrl: new URL('https://login.example.com'),
      databaseUrl: database.DATABASE_URL,
      secrets: [secret],
      simulator: null,
      jwtAudience: 'https://login.example.com',
      kakao: {
        clientId: 'rest-key',
        clientSecret: 'rest-secret',
        adminKey: null,
        authUrl: 'https://kauth.kakao.com',
        apiUrl: 'https://kapi.kakao.com',
        redirectUri: 'https://login.example.com/auth/kakao/callback',
      },
    })
  })

  it('has Kakao switched off without a client id', () => {
    const { KAKAO_CLIENT_ID: _, ...rest } = production
    expect(readConfig(rest)).toMatchObject({ kakao: null, simulator: null })
  })

  it('may have a real provider on the embedded database, at a public address', () => {
    expect(readConfig({ ...kakao, PUBLIC_URL: 'https://login.example.com' })).toMatchObject({
      databaseUrl: null,
      secrets: null,
      simulator: null,
      kakao: { authUrl: 'https://kauth.kakao.com' },
    })
  })
})

describe('a good value', () => {
  it.each<[string, string, Partial<Config>]>([
    ['PUBLIC_URL', 'http://127.0.0.1:8080', { publicUrl: new URL('http://127.0.0.1:8080') }],
    ['PUBLIC_URL', 'http://[::1]:8080/', { publicUrl: new URL('http://[::1]:8080') }],
    ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
    ['PORT', '0', { port: 0 }],
    ['PORT', '65535', { port: 65_535, publicUrl: new URL('http://localhost:65535') }],
    ['DAEMUN_SECRET', `${secret}, ${secret}2`, { secrets: [secret, `${secret}2`] }],
    ['DAEMUN_SECRET', '가'.repeat(11), { secrets: ['가'.repeat(11)] }],
    [
      'RETURN_TO_ORIGINS',
      'https://a.example, http://localhost:5173',
      { returnToOrigins: ['https://a.example', 'http://localhost:5173'] },
    ],
    [
      'TRUSTED_PROXIES',
      '10.0.0.0/8,192.0.2.1 , 2001:db8::/32,::1',
      { trustedProxies: ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32', '::1'] },
    ],
    ['JWT_AUDIENCE', 'https://api.example.com', { jwtAudience: 'https://api.example.com' }],
    ['SIGNING_ALGORITHM', 'RS256', { signing: { algorithm: 'RS256', rotationSeconds: 7_776_000 } }],
    ['SIGNING_KEY_ROTATION_DAYS', '0', { signing: { algorithm: 'ES256', rotationSeconds: null } }],
    ['SIGNING_KEY_ROTATION_DAYS', '1', { signing: { algorithm: 'ES256', rotationSeconds: 86_400 } }],
    ['ACCESS_TOKEN_TTL', '1', { accessTokenTtlSeconds: 1 }],
    ['SESSION_TTL', '1', { sessionTtlSeconds: 1 }],
    ['SESSION_IDLE_TTL', '1', { sessionIdleTtlSeconds: 1 }],
    ['REFRESH_GRACE', '0', { refreshGraceSeconds: 0 }],
    ['REFRESH_GRACE', '60', { refreshGraceSeconds: 60 }],
    ['SIGNUP_TTL', '1', { signupTtlSeconds: 1 }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
    ['RATE_LIMIT', 'off', { rateLimited: false }],
    ['RATE_LIMIT', 'on', { rateLimited: true }],
    ['SIMULATOR_PORT', '4001', { simulator: { port: 4001 } }],
    ['SIMULATOR', 'off', { simulator: null, kakao: null }],
    ['SIMULATOR', 'auto', { simulator: { port: 3001 } }],
  ])('of %s is %s', (name, value, expected) => {
    expect(readConfig({ [name]: value })).toMatchObject(expected)
  })

  it.each<[Environment, Partial<NonNullable<Config['kakao']>>]>([
    [{ KAKAO_AUTH_URL: 'http://127.0.0.1:9/' }, { authUrl: 'http://127.0.0.1:9' }],
    [{ KAKAO_API_URL: 'https://api.example/base//' }, { apiUrl: 'https://api.example/base' }],
    [{ KAKAO_OIDC: 'off' }, { openIdConnect: false }],
    [{ KAKAO_AUTO_CONNECT: 'off' }, { autoConnect: false }],
    [{ KAKAO_ACCOUNT_LOGOUT: 'on' }, { logoutRedirectUri: 'https://login.example.com/login' }],
    [
      { KAKAO_SCOPE: 'account_email, profile_nickname name' },
      { scope: ['account_email', 'profile_nickname', 'name'] },
    ],
    [{ KAKAO_ADMIN_KEY: 'admin' }, { adminKey: 'admin' }],
  ])('of Kakao is %j', (env, expected) => {
    expect(readConfig({ ...production, ...env }).kakao).toMatchObject(expected)
  })

  it.each(['api', 'worker', 'all'] as const)('of ROLE is %s, with a database to share', (role) => {
    expect(readConfig({ ...production, ROLE: role }).role).toBe(role)
  })
})

describe('BEFORE_SIGNUP_URL', () => {
  const good = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
  const other = `whsec_${Buffer.alloc(24, 2).toString('base64')}`
  const url = 'https://app.example.com/hooks/signup?x=1'

  it('is asked with every secret, and no answer means no', () => {
    const env = { BEFORE_SIGNUP_URL: url, BEFORE_SIGNUP_SECRET: `${good},${other}` }
    const beforeSignup = { url: new URL(url), secrets: [good, other], failOpen: false }
    expect(readConfig(env)).toMatchObject({ beforeSignup })
    expect(readConfig({ ...env, BEFORE_SIGNUP_FAIL: 'open' })).toMatchObject({
      beforeSignup: { failOpen: true },
    })
  })

  it.each<[Environment, string[]]>([
    [{ BEFORE_SIGNUP_URL: url }, ['BEFORE_SIGNUP_SECRET']],
    [{ BEFORE_SIGNUP_URL: 'http://app.example.com/hook' }, ['BEFORE_SIGNUP_URL', 'BEFORE_SIGNUP_SECRET']],
    [{ BEFORE_SIGNUP_URL: 'http://127.0.0.1:9/hook', BEFORE_SIGNUP_SECRET: good }, []],
    [
      { BEFORE_SIGNUP_URL: 'https://me:word@app.example/', BEFORE_SIGNUP_SECRET: good },
      ['BEFORE_SIGNUP_URL'],
    ],
    [{ BEFORE_SIGNUP_URL: 'hook', BEFORE_SIGNUP_SECRET: good }, ['BEFORE_SIGNUP_URL']],
    [{ BEFORE_SIGNUP_URL: url, BEFORE_SIGNUP_SECRET: good.slice(6) }, ['BEFORE_SIGNUP_SECRET']],
    [{ BEFORE_SIGNUP_URL: url, BEFORE_SIGNUP_SECRET: 'whsec_c2hvcnQ=' }, ['BEFORE_SIGNUP_SECRET']],
    [{ BEFORE_SIGNUP_URL: url, BEFORE_SIGNUP_SECRET: `${good},whsec_?` }, ['BEFORE_SIGNUP_SECRET']],
    [
      { BEFORE_SIGNUP_URL: url, BEFORE_SIGNUP_SECRET: good, BEFORE_SIGNUP_FAIL: 'ajar' },
      ['BEFORE_SIGNUP_FAIL'],
    ],
  ])('%j', (env, wrong) => {
    const problems = problemsOf(env)
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(wrong)
    expect(problems.join()).not.toContain(good)
  })
})

describe('a wrong value', () => {
  it.each<[string, string, RegExp]>([
    ['PUBLIC_URL', 'localhost:3000', /must be an http or https address/],
    ['PUBLIC_URL', 'ftp://login.example.com', /must be an http or https address/],
    ['PUBLIC_URL', 'http://login.example.com', /https outside loopback/],
    ['PUBLIC_URL', 'http://127.0.0.1.evil.example', /https outside loopback/],
    ['PUBLIC_URL', 'https://login.example.com/app', /an origin alone/],
    ['PUBLIC_URL', 'https://login.example.com/?x', /an origin alone/],
    ['PUBLIC_URL', 'https://user:password@login.example.com', /an origin alone/],
    ['PORT', '65536', /whole number of 0 or more, at most 65535, not 65536/],
    ['PORT', '-1', /whole number/],
    ['PORT', '80a', /whole number/],
    ['PORT', '1e3', /whole number/],
    ['ROLE', 'both', /must be one of all, api, worker/],
    ['DATABASE_URL', 'mysql://db.example/daemun', /must be an address such as postgres:/],
    ['DATABASE_URL', 'db.example', /must be an address such as postgres:/],
    ['DATABASE_URL', 'postgres://[', /must be an address such as postgres:/],
    ['DAEMUN_SECRET', 'short', /32 bytes or more/],
    ['DAEMUN_SECRET', `${secret},short`, /32 bytes or more in each/],
    ['KAKAO_AUTH_URL', 'http://kauth.kakao.com', /https outside loopback/],
    ['KAKAO_AUTH_URL', 'kauth.kakao.com', /http or https address/],
    ['KAKAO_API_URL', 'http://kapi.kakao.com', /https outside loopback/],
    ['KAKAO_OIDC', 'yes', /must be one of on, off/],
    ['RETURN_TO_ORIGINS', 'https://a.example,app.example.com', /not app\.example\.com/],
    ['RETURN_TO_ORIGINS', 'https://a.example/', /must list origins/],
    ['RETURN_TO_ORIGINS', 'https://a.example/path', /must list origins/],
    ['RETURN_TO_ORIGINS', 'https://*.example', /must list origins/],
    ['RETURN_TO_ORIGINS', '*', /must list origins/],
    ['RETURN_TO_ORIGINS', 'null', /must list origins/],
    ['RETURN_TO_ORIGINS', 'HTTPS://A.EXAMPLE', /must list origins/],
    ['TRUSTED_PROXIES', 'true', /must list addresses or CIDR ranges/],
    ['TRUSTED_PROXIES', '1', /must list addresses or CIDR ranges/],
    ['TRUSTED_PROXIES', '10.0.0.0/33', /not 10\.0\.0\.0\/33/],
    ['TRUSTED_PROXIES', '2001:db8::/129', /must list addresses/],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8', /must list addresses/],
    ['TRUSTED_PROXIES', 'proxy.example.com', /must list addresses/],
    ['ACCESS_TOKEN_TTL', '0', /1 or more, at most 86400/],
    ['ACCESS_TOKEN_TTL', '86401', /at most 86400/],
    ['SESSION_TTL', '0', /1 or more, not 0/],
    ['SESSION_TTL', '2 weeks', /whole number/],
    ['SIGNING_ALGORITHM', 'HS256', /one of ES256, EdDSA, RS256, not HS256/],
    ['SIGNING_KEY_ROTATION_DAYS', '3651', /at most 3650/],
    ['SESSION_IDLE_TTL', '0', /1 or more, not 0/],
    ['REFRESH_GRACE', '61', /at most 60, not 61/],
    ['REFRESH_GRACE', '-1', /whole number of 0 or more/],
    ['SIGNUP_TTL', '1.5', /whole number/],
    ['LOG_LEVEL', 'verbose', /must be one of fatal, error, warn, info, debug, trace, silent/],
    ['SIMULATOR', 'yes', /must be one of on, off, auto/],
    ['SIMULATOR_PORT', '0', /1 or more, at most 65535/],
    ['RATE_LIMIT', 'maybe', /must be one of on, off/],
  ])('of %s is %s', (name, value, why) => {
    const problems = problemsOf({ ...production, [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(why)
    expect(problems[0]?.startsWith(`${name} `)).toBe(true)
  })
})

describe('values that do not go together', () => {
  it.each<[string, Environment, RegExp]>([
    ['a database without a secret', { DATABASE_URL: database.DATABASE_URL }, /^DAEMUN_SECRET is required/],
    ['one of two roles on the embedded database', { ROLE: 'api' }, /^ROLE api needs a DATABASE_URL/],
    ['a worker alone on the embedded database', { ROLE: 'worker' }, /^ROLE worker needs a DATABASE_URL/],
    [
      'the simulator at a public address',
      { PUBLIC_URL: 'https://login.example.com' },
      /^PUBLIC_URL must be on loopback/,
    ],
    [
      'the simulator at a public address, on purpose (RH12)',
      { ...production, SIMULATOR: 'on' },
      /^PUBLIC_URL must be on loopback while the simulator runs/,
    ],
    [
      'no rate limit at a public address',
      { ...production, RATE_LIMIT: 'off' },
      /^RATE_LIMIT may be off on loopback only/,
    ],
  ])('are %s', (_, env, why) => {
    const problems = problemsOf(env)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(why)
  })
})

describe('SIMULATOR=on', () => {
  it('stands in for Kakao also where a client id and a database are given', () => {
    const config = readConfig({ ...database, ...kakao, SIMULATOR: 'on', SIMULATOR_PORT: '4001' })
    expect(config).toMatchObject({
      simulator: { port: 4001 },
      kakao: { clientId: 'rest-key', clientSecret: 'rest-secret', authUrl: 'http://127.0.0.1:4001' },
    })
  })

  it('leaves an address alone that is set', () => {
    const config = readConfig({ SIMULATOR: 'on', KAKAO_AUTH_URL: 'http://localhost:9999' })
    expect(config.kakao).toMatchObject({
      authUrl: 'http://localhost:9999',
      apiUrl: 'http://127.0.0.1:3001',
    })
  })
})

describe('ConfigurationError', () => {
  it('tells of everything that is wrong at once', () => {
    const wrong = {
      PUBLIC_URL: 'http://login.example.com',
      PORT: 'many',
      ROLE: 'both',
      DATABASE_URL: 'db.example',
      DAEMUN_SECRET: 'short',
      KAKAO_AUTH_URL: 'kauth',
      KAKAO_CLIENT_ID: 'rest-key',
      RETURN_TO_ORIGINS: 'a,b',
      TRUSTED_PROXIES: 'everyone',
      SESSION_TTL: 'long',
      LOG_LEVEL: 'loud',
    }
    const named = problemsOf(wrong).map((problem) => problem.split(' ')[0])
    expect(new Set(named)).toEqual(new Set(Object.keys(wrong).filter((name) => name !== 'KAKAO_CLIENT_ID')))
    expect(named.filter((name) => name === 'RETURN_TO_ORIGINS')).toHaveLength(2)
    expect(() => readConfig(wrong)).toThrow(/^The environment is not right:\n( {2}- .+\.\n?)+$/)
  })

  it('does not repeat a secret, nor the password in an address of the database', () => {
    const wrong = {
      DATABASE_URL: 'mysql://daemun:PASSWORD@db.example',
      DAEMUN_SECRET: 'SECRET',
      KAKAO_CLIENT_SECRET: 'SECRET',
      PORT: 'x',
    }
    expect(problemsOf(wrong).join()).not.toMatch(/PASSWORD|SECRET\b(?! must)/)
  })
})

describe('environment', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('is the one of the process, with the file .env under it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'daemun-env-'))
    vi.stubEnv('KAKAO_CLIENT_ID', 'of the process')
    vi.stubEnv('KAKAO_SCOPE', undefined)
    expect(environment(directory)).toEqual(process.env)
    await writeFile(
      join(directory, '.env'),
      'KAKAO_CLIENT_ID=of the file\n# a remark\nKAKAO_SCOPE="of the file"\n',
    )
    expect(environment(directory)).toEqual({ ...process.env, KAKAO_SCOPE: 'of the file' })
    expect(process.env.KAKAO_SCOPE).toBeUndefined()
    await rm(directory, { recursive: true })
  })
})
