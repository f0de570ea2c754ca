import type { FastifyRequest } from 'fastify'
import type { ConsentGrant, SignupGrant } from '../../../application/ports/access-tokens.ts'
import type { Holder } from '../../../application/ports/sessions.ts'
import type { SessionId } from '../../../domain/ids.ts'
import type { User } from '../../../domain/user.ts'
import type { Cookies } from './cookies.ts'
import { invalidToken, Problem } from './problem.ts'
import { refused } from './refusals.ts'
import type { HttpServices, HttpSettings } from './services.ts'

/** Who is calling: a bearer token, else a cookie. Throws the problem to answer with when it is nobody. */
export type Authenticate = {
  user(request: FastifyRequest): Promise<{ readonly user: User; readonly sessionId: SessionId }>
  /** The same, for a page that shows itself to nobody in particular too. */
  visitor(request: FastifyRequest): Promise<Holder | undefined>
  newcomer(request: FastifyRequest): Promise<SignupGrant>
  /** Whose login waits for new terms. */
  consenting(request: FastifyRequest): Promise<ConsentGrant>
  /** A refresh token from the cookie, for a call that changes something. */
  sessionCookie(request: FastifyRequest): string | undefined
  /** The session that a logout means, also when it has ended before; `undefined` when nobody is calling. */
  endingSession(request: FastifyRequest, sent: string | undefined): Promise<EndingSession | undefined>
}

type EndingSession = { readonly sessionId: SessionId } | { readonly refreshToken: string }

const bearerShape = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i

export function authenticator(
  services: HttpServices,
  settings: HttpSettings,
  cookies: Cookies,
): Authenticate {
  const cookie = (request: FastifyRequest, name: 'daemun_session' | 'daemun_signup' | 'daemun_consent') => {
    const value = cookies.read(request, name)
    if (value !== undefined) requireOwnOrigin(request, settings.publicUrl)
    return value
  }
  const holder = (token: string | undefined) => {
    const presented = token === undefined ? undefined : services.refreshTokens.read(token)
    return presented && services.sessions.holder(presented)
  }
  return {
    async user(request) {
      const bearer = bearerToken(request)
      if (bearer === undefined) {
        const found = await holder(cookie(request, 'daemun_session'))
        if (!found) throw invalidToken(false)
        return found
      }
      const grant = await services.accessTokens.verify(bearer)
      if (grant.kind !== 'valid') throw invalidToken(true)
      const user = await services.users.inSession(grant.userId, grant.sessionId)
      if (!user) throw invalidToken(true)
      return { user, sessionId: grant.sessionId }
    },
    visitor: async (request) => holder(cookies.read(request, 'daemun_session')),
    async newcomer(request) {
      const bearer = bearerToken(request)
      const presented = bearer ?? cookie(request, 'daemun_signup')
      if (presented === undefined) throw invalidToken(false)
      const grant = await services.accessTokens.verifySignup(presented)
      if (grant.kind === 'invalid_token') throw invalidToken(true)
      if (grant.kind !== 'valid') throw refused(grant)
      return grant
    },
    async consenting(request) {
      const presented = bearerToken(request) ?? cookie(request, 'daemun_consent')
      if (presented === undefined) throw invalidToken(false)
      const grant = await services.accessTokens.verifyConsent(presented)
      if (grant.kind !== 'valid') throw invalidToken(true)
      return grant
    },
    sessionCookie: (request) => cookie(request, 'daemun_session'),
    async endingSession(request, sent) {
      const bearer = bearerToken(request)
      if (bearer !== undefined) {
        const grant = await services.accessTokens.verify(bearer)
        if (grant.kind !== 'valid') throw invalidToken(true)
        return { sessionId: grant.sessionId }
      }
      const refreshToken = sent ?? cookie(request, 'daemun_session')
      return refreshToken === undefined ? undefined : { refreshToken }
    },
  }
}

/** The token of an Authorization header; `undefined` without one. A header of another shape is nobody. */
function bearerToken(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization
  if (header === undefined) return undefined
  const token = bearerShape.exec(header)?.[1]
  if (token === undefined) throw invalidToken(true)
  return token
}

/** A change that relies on a cookie must come from our own pages (ASVS 3.5.1); no Origin is none of them. */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: URL): void {
  if (request.method === 'GET' || request.headers.origin === publicUrl.origin) return
  const detail = `Send the call from ${publicUrl.origin}, or with a bearer token instead of a cookie.`
  throw new Problem('origin_not_allowed', { detail })
}
