import type { Config } from './config.ts'
import type { SimulatedApplication } from './simulator/simulated-application.ts'

type Registered = { readonly clientId: string; readonly clientSecret: string | null }

/** The application that the simulator knows: what the service itself is configured with. */
export function simulatedApplication({
  kakao,
  naver,
  google,
  line,
  openId,
  simulator,
  verification,
}: Config): SimulatedApplication {
  const atTheSimulator = openId.filter(({ issuer }) => new URL(issuer).port === String(simulator?.port))
  return {
    appId: kakao?.appId ?? '1',
    kakao: {
      ...clientOf(kakao ?? nobody),
      adminKey: kakao?.adminKey ?? '',
      autoConnect: kakao?.autoConnect ?? true,
      nativeAppKeys: kakao?.nativeAppKeys ?? [],
      channelPublicId: kakao?.channelPublicId ?? null,
    },
    ...(verification && { verificationSecret: verification.secret }),
    naver: naver && clientOf(naver),
    google: google && clientOf(google),
    line: line && clientOf(line),
    openId: atTheSimulator.map(clientOf),
  }
}

const nobody: Registered = { clientId: '', clientSecret: null }

function clientOf({ clientId, clientSecret }: Registered) {
  return { clientId, clientSecret: clientSecret ?? '' }
}
