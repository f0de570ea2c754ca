import type { Variables } from './config-variables.ts'

/** Access tokens, and the sessions that they are of. */
export type TokensConfig = {
  readonly jwtAudience: string
  readonly signing: {
    readonly algorithm: (typeof signingAlgorithms)[number]
    /** `null`: keys are followed by others by command alone. */
    readonly rotationSeconds: number | null
  }
  readonly accessTokenTtlSeconds: number
  readonly sessionTtlSeconds: number
  /** `null`: a session ends by its age alone. */
  readonly sessionIdleTtlSeconds: number | null
  /** 0: whoever loses the answer to a refresh logs in again. */
  readonly refreshGraceSeconds: number
}

const signingAlgorithms = ['ES256', 'EdDSA', 'RS256'] as const
const daySeconds = 86_400

export function tokensOf(vars: Variables, publicUrl: URL): TokensConfig {
  return {
    jwtAudience: vars.text('JWT_AUDIENCE') ?? publicUrl.origin,
    signing: signingOf(vars),
    accessTokenTtlSeconds: vars.integer('ACCESS_TOKEN_TTL', 600, 1, daySeconds),
    sessionTtlSeconds: vars.integer('SESSION_TTL', 1_209_600, 1),
    sessionIdleTtlSeconds: vars.integer('SESSION_IDLE_TTL', 0, 1) || null,
    refreshGraceSeconds: vars.integer('REFRESH_GRACE', 10, 0, 60),
  }
}

function signingOf(vars: Variables): TokensConfig['signing'] {
  const days = vars.integer('SIGNING_KEY_ROTATION_DAYS', 90, 0, 3_650)
  return {
    algorithm: vars.oneOf('SIGNING_ALGORITHM', signingAlgorithms, 'ES256'),
    rotationSeconds: days === 0 ? null : days * daySeconds,
  }
}
