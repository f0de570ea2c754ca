import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { IdentityProvider, IdentityProviders } from '../../../application/ports/identity-providers.ts'
import { Problem } from './problem.ts'

/** The path parameter as OpenAPI shows it; an unknown name is a 404, not a validation error. */
export const providerParams = Type.Object({
  provider: Type.String({
    description: 'kakao, naver, google, line, or the name of a configured OpenID provider',
  }),
})

/** The provider that the path names. Throws 404 `unknown_provider` for one that is not switched on. */
export function providerOf(providers: IdentityProviders, request: FastifyRequest): IdentityProvider {
  const { provider: name } = request.params as { provider: string }
  const provider = Object.hasOwn(providers, name) ? providers[name] : undefined
  if (provider) return provider
  const known = Object.keys(providers).join(', ') || 'none'
  throw new Problem('unknown_provider', { detail: `Providers switched on: ${known}.` })
}
