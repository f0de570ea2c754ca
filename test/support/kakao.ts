import { onTestFinished } from 'vitest'
import { startSimulator } from '../../src/infrastructure/simulator/simulator.ts'

const application = { clientId: 'tests', clientSecret: 'tests-secret', adminKey: 'tests-admin' }

/** A simulated Kakao in this process, for services in others: the settings by which they find it. */
export async function simulatedKakao(publicUrl: string): Promise<NodeJS.ProcessEnv> {
  const simulator = await startSimulator({
    host: '127.0.0.1',
    port: 0,
    publicUrl,
    application: { appId: '1', kakao: application },
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
