import type { Circumstances, ConsentRefusal } from '../domain/consents.ts'
import { changeConsents, unansweredTerms } from '../domain/consents.ts'
import type { Device } from '../domain/session.ts'
import type { AuthorizationNeeds, Authorized } from './authorize-client.ts'
import { authorizeClient } from './authorize-client.ts'
import type { AccessTokens, ConsentGrant } from './ports/access-tokens.ts'
import type { Consents } from './ports/consents.ts'
import type { RefreshTokens } from './ports/refresh-tokens.ts'
import type { TermsCatalog } from './ports/terms-catalog.ts'
import type { SignedInAnswer } from './signed-in-answer.ts'
import { signedInAnswer } from './signed-in-answer.ts'

type Needs = AuthorizationNeeds & {
  consents: Consents
  terms: TermsCatalog
  refreshTokens: RefreshTokens
  accessTokens: AccessTokens
  sessionTtlSeconds: number
}

export type ConsentOutcome = SignedInAnswer | Authorized | { readonly kind: 'no_user' } | ConsentRefusal

/** A login that waited for new terms goes on once every required one is agreed to; before, nothing is written. */
export const completeConsent = ({
  consents,
  terms,
  refreshTokens,
  accessTokens,
  sessionTtlSeconds,
  ...codes
}: Needs) => {
  const [answer, authorize] = [signedInAnswer(accessTokens), authorizeClient(codes)]
  return async (
    { userId, provider, client }: Omit<ConsentGrant, 'returnTo'>,
    agreed: readonly string[],
    { device, locale }: { readonly device: Device; readonly locale: Circumstances['locale'] },
  ): Promise<ConsentOutcome> => {
    const { sessionId, token, hash } = refreshTokens.start()
    const of = { clientId: client?.clientId ?? null, device }
    const session = { id: sessionId, refreshTokenHash: hash, ttlSeconds: sessionTtlSeconds, ...of }
    const outcome = await consents.changeAndSignIn(userId, { session, provider }, (ledger, now) => {
      const current = terms.current(now)
      const wishes = { agreed, withdrawn: [] }
      const how = { source: 'login', device, locale } as const
      const change = changeConsents(userId, { current, ledger }, wishes, how, now)
      if (change.kind !== 'recorded') return change
      const left = unansweredTerms(current, [...ledger, ...change.entries])
      return left.length === 0 ? change : { kind: 'onboarding_incomplete' as const, steps: ['terms'] }
    })
    if (outcome.kind !== 'signed_in') return outcome
    return client ? authorize(outcome, token, client) : answer(outcome, token)
  }
}
