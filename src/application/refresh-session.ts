import { ownClientId } from '../domain/client.ts'
import type { SessionPolicy, Successor } from '../domain/session.ts'
import { rotate } from '../domain/session.ts'
import type { AccessTokens } from './ports/access-tokens.ts'
import type { AnswerSeals } from './ports/answer-seals.ts'
import type { RefreshTokens } from './ports/refresh-tokens.ts'
import type { Holder, Sessions } from './ports/sessions.ts'
import type { SignedInAnswer } from './signed-in-answer.ts'
import { signedInAnswer } from './signed-in-answer.ts'

type Needs = {
  sessions: Sessions
  refreshTokens: RefreshTokens
  accessTokens: AccessTokens
  answerSeals: AnswerSeals<SignedInAnswer>
  sessionPolicy: SessionPolicy
}

type Prepared = { readonly answer: SignedInAnswer; readonly successor: Successor }

const refusal = { kind: 'invalid_grant' } as const

/**
 * Trades a refresh token for a new access token and its own successor (RFC 6749 6, RFC 9700 4.14.2). The answer is
 * made before the session is held, so that a signature never keeps a lock, and told when it is stored. A token that
 * was not current when it was looked at never will be.
 */
export const refreshSession = ({
  sessions,
  refreshTokens,
  accessTokens,
  answerSeals,
  sessionPolicy,
}: Needs) => {
  const sign = signedInAnswer(accessTokens)

  const prepare = async (holder: Holder, presented: string, address: string): Promise<Prepared> => {
    const { token, hash } = refreshTokens.next(holder.sessionId)
    const answer = await sign({ ...holder, kind: 'signed_in' }, token)
    return { answer, successor: { hash, address, sealedAnswer: answerSeals.seal(answer, presented) } }
  }

  return async (
    presented: string,
    address: string,
    clientId?: string,
  ): Promise<SignedInAnswer | typeof refusal> => {
    const token = refreshTokens.read(presented)
    if (!token) return refusal
    const holder = await sessions.holder(token)
    // RFC 6749 6: bound to the client it was issued to. Who names none is not held to it: the names are no secret.
    if (clientId !== undefined && holder && (holder.clientId ?? ownClientId) !== clientId) return refusal
    const prepared = holder?.isCurrent ? await prepare(holder, presented, address) : undefined
    const outcome = await sessions.rotate(token, (found, now) =>
      rotate(found, prepared?.successor, sessionPolicy, now),
    )
    if (outcome.kind === 'rotated' && prepared) return prepared.answer
    if (outcome.kind !== 'repeated' || !outcome.sealedAnswer) return refusal
    return answerSeals.open(outcome.sealedAnswer, presented) ?? refusal
  }
}
