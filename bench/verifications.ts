import { joseAccessTokens } from '../src/adapters/outbound/tokens/access-tokens.ts'
import type { SigningKeys } from '../src/adapters/outbound/tokens/keys.ts'
import type { SessionId } from '../src/domain/ids.ts'
import type { UserId } from '../src/domain/user.ts'

const measuredMs = 2_000
const atOnce = 100
const id = '01a20000-0000-7000-8000-000000000000'

/** How many access tokens jose verifies in a second in one process that has the keys, by our own checks. */
export async function verificationsPerSecond(keys: SigningKeys): Promise<number> {
  const policy = { issuer: 'i', audience: 'a', accessTokenTtlSeconds: 600, signupTtlSeconds: 600 }
  const tokens = joseAccessTokens(keys, policy)
  const grant = {
    userId: id as UserId,
    sessionId: id as SessionId,
    provider: 'kakao',
    clientId: null,
  } as const
  const { accessToken } = await tokens.issue({ ...grant, authenticatedAt: new Date() })
  const forMs = async (ms: number) => {
    let count = 0
    const start = performance.now()
    for (; performance.now() - start < ms; count += atOnce) {
      for (let times = 0; times < atOnce; times += 1) {
        const { kind } = await tokens.verify(accessToken)
        if (kind !== 'valid') throw new Error('a good token was refused')
      }
    }
    return (count / (performance.now() - start)) * 1_000
  }
  await forMs(measuredMs / 4)
  return forMs(measuredMs)
}
