import { allProviders } from '../../adapters/outbound/providers/all.ts'
import type { IdentityProvider } from '../../application/ports/identity-providers.ts'
import { ProviderFailure } from '../../application/ports/identity-providers.ts'
import type { Config } from '../config.ts'
import { keysFinding, redirectFinding } from './any-provider.ts'
import type { Ask } from './ask.ts'
import { asking, Unreachable } from './ask.ts'
import { clockFinding } from './clock.ts'
import type { Finding } from './finding.ts'
import { findingsAbout } from './finding.ts'
import { kakaoChecks } from './kakao.ts'
import { postgresFinding, publicUrlFinding, redisFinding } from './surroundings.ts'
import { webhookFindings } from './webhooks.ts'

type Check = (ask: Ask) => Promise<Finding>

/** Looks at everything that a login needs from outside; changes nothing and lets nobody in. */
export async function examine(config: Config): Promise<readonly Finding[]> {
  const clocks = new Map<string, number>()
  const heard = (host: string, aheadMs: number) => void clocks.set(host, aheadMs)
  const ask = asking(heard)
  const surroundings = await Promise.all([
    publicUrlFinding(config, ask),
    postgresFinding(config, heard),
    redisFinding(config),
  ])
  const { configured, close } = allProviders(config)
  const providers = await Promise.all(
    Object.values(configured).map((provider) =>
      providerFindings(config, provider.name, checksOf(config, provider), ask),
    ),
  ).finally(close)
  const nobody = Object.keys(configured).length === 0 ? [noProvider] : []
  // A simulator needs nothing to be entered anywhere.
  const webhooks = config.simulator
    ? []
    : Object.values(configured).flatMap((provider) => webhookFindings(provider, config.publicUrl))
  return [...surroundings, ...nobody, ...providers.flat(), ...webhooks, clockFinding(clocks)]
}

const noProvider = findingsAbout('providers')(
  'bad',
  'none is configured: set KAKAO_CLIENT_ID, NAVER_CLIENT_ID, GOOGLE_CLIENT_ID, LINE_CLIENT_ID or OIDC_<NAME>_ISSUER.',
  '설정된 제공자가 없습니다. KAKAO_CLIENT_ID, NAVER_CLIENT_ID, GOOGLE_CLIENT_ID, LINE_CLIENT_ID, OIDC_<NAME>_ISSUER 가운데 하나를 두세요.',
)

/** The way to the provider, of which Kakao's pages tell more than others', then the keys through the adapter itself. */
function checksOf({ publicUrl, kakao }: Config, provider: IdentityProvider): readonly Check[] {
  const { name } = provider
  const keys = () => keysFinding(provider)
  if (name === 'kakao' && kakao) return [...kakaoChecks.map((check) => (ask: Ask) => check(kakao, ask)), keys]
  return [(ask) => redirectFinding(provider, `${publicUrl.origin}/auth/${name}/callback`, ask), keys]
}

/** One after the other: a provider that cannot be reached is told once. */
async function providerFindings(
  { simulator }: Config,
  name: string,
  checks: readonly Check[],
  ask: Ask,
): Promise<Finding[]> {
  const findings: Finding[] = []
  try {
    for (const check of checks) findings.push(await check(ask))
  } catch (error) {
    const why = error instanceof ProviderFailure ? error.hint : messageOf(error)
    const isSimulated = simulator && why.includes(`127.0.0.1:${simulator.port}`)
    findings.push(isSimulated ? simulated(name) : unusable(name, why))
  }
  return findings
}

function simulated(name: string): Finding {
  return findingsAbout(name)(
    'unsure',
    'a simulator, which runs while the service does.',
    '시뮬레이터입니다. 서비스가 켜져 있는 동안 함께 돕니다.',
  )
}

function messageOf(error: unknown): string {
  if (error instanceof Unreachable) return error.message
  throw error
}

function unusable(name: string, why: string): Finding {
  return findingsAbout(name)(
    'bad',
    `it cannot be used (${why}): see its address, and the way out through firewall, proxy and DNS.`,
    `쓸 수 없습니다 (${why}). 주소를 확인하고 방화벽, 프록시, DNS에서 나가는 길을 열어 주세요.`,
  )
}
