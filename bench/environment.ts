import { randomBytes } from 'node:crypto'

/** All services of one measurement share it, as they share the database. */
const secret = randomBytes(32).toString('base64')

/** What the service is told, beside its role, to be measured against `kakaoUrl`. */
export function environment(databaseUrl: string, kakaoUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    DAEMUN_SECRET: secret,
    KAKAO_CLIENT_ID: 'bench',
    KAKAO_CLIENT_SECRET: 'bench',
    KAKAO_AUTH_URL: kakaoUrl,
    KAKAO_API_URL: kakaoUrl,
    SIMULATOR: 'off',
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'info',
  }
}
