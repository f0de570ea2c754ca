import type { Config } from '../config.ts'
import type { Ask } from './ask.ts'
import { asking, Unreachable } from './ask.ts'
import { clockFinding } from './clock.ts'
import type { Finding } from './finding.ts'
import { findingsAbout } from './finding.ts'
import { kakaoChecks } from './kakao.ts'
import { postgresFinding, publicUrlFinding, redisFinding } from './surroundings.ts'

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
  const providers = await Promise.all(
    Object.entries(checksOf(config)).map(([name, checks]) => providerFindings(config, name, checks, ask)),
  )
  return [...surroundings, ...providers.flat(), clockFinding(clocks)]
}

/** By the names of the providers; none at all is a finding of its own. */
function checksOf({ kakao }: Config): Readonly<Record<string, readonly Check[]>> {
  return { kakao: kakao ? kakaoChecks.map((check) => (ask: Ask) => check(kakao, ask)) : [] }
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
    if (!(error instanceof Unreachable)) throw error
    const isSimulated = simulator && error.message.includes(`127.0.0.1:${simulator.port}`)
    findings.push(isSimulated ? simulated(name) : outOfReach(name, error.message))
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

function outOfReach(name: string, why: string): Finding {
  return findingsAbout(name)(
    'bad',
    `out of reach (${why}): let this machine out to it through firewall, proxy and DNS.`,
    `닿지 않습니다 (${why}). 방화벽, 프록시, DNS에서 나가는 길을 열어 주세요.`,
  )
}
