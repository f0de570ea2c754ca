import { onTestFinished } from 'vitest'
import { startSimulator } from '../../src/infrastructure/simulator/simulator.ts'

const application = { clientId: 'tests', clientSecret: 'tests-secret', adminKey: 'tests-admin' }

const naver = { clientId: 'tests-naver', clientSecret: 'tests-naver-secret' }
const google = { clientId: 'tests-google', clientSecret: 'tests-google-secret' }
const acme = { clientId: 'tests-acme', clientSecret: 'tests-acme-secret' }

/** Every provider simulated in this process, for services in others; `acme` by its configuration alone. */
export async function simulatedProviders(publicUrl: string): Promise<NodeJS.ProcessEnv> {
  const application = { naver, google, openId: [acme] }
  const { KAKAO_AUTH_URL: url, ...env } = await simulatedKakao(publicUrl, application)
  return {
    ...env,
    KAKAO_AUTH_URL: url,
    NAVER_AUTH_URL: url,
    NAVER_API_URL: url,
    NAVER_CLIENT_ID: naver.clientId,
    NAVER_CLIENT_SECRET: naver.clientSecret,
    GOOGLE_ISSUER: `${url}/google`,
    GOOGLE_CLIENT_ID: google.clientId,
    GOOGLE_CLIENT_SECRET: google.clientSecret,
    OIDC_ACME_ISSUER: `${url}/openid`,
    OIDC_ACME_CLIENT_ID: acme.clientId,
    OIDC_ACME_CLIENT_SECRET: acme.clientSecret,
  }
}

/** A simulated Kakao in this process, for services in others: the settings by which they find it. */
export async function simulatedKakao(publicUrl: string, others: object = {}): Promise<NodeJS.ProcessEnv> {
  const simulator = await startSimulator({
    host: '127.0.0.1',
    port: 0,
    publicUrl,
    application: { appId: '1', kakao: application, ...others },
  })
  onTestFinished(() => simulator.close())
  return {
    PUBLIC_URL: publicUrl,
    SIMULATOR: 'off',
    KAKAO_AUTH_URL: simulator.url,
    KAKAO_API_URL: simulator.url,
    KAKAO_CLIENT_ID: application.clientId,
    KAKAO_CLIENT_SECRET: application.clientSecret,
    KAKAO_ADMIN_KEY: application.adminKey,
    DAEMUN_SECRET: 'a-secret-for-tests-alone-of-enough-bytes',
    RATE_LIMIT: 'off',
  }
}
