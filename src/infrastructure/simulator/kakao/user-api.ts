import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { bareNumber } from '../bare-number.ts'
import { one } from '../parameters.ts'
import { accountOf } from './account.ts'
import { consentItems, isConsentItem, itemNames, type KakaoApplication } from './application.ts'
import { emailOf, profileClaims } from './claims.ts'
import type { Grants, Link } from './grants.ts'
import { authenticate, badArgument, type Caller, inputsOf, type KapiRefusal, sendKapi } from './kapi.ts'

type Needs = {
  application: KakaoApplication
  grants: Grants
  now: () => Date
  /** Hears of every unlink that the application asked for. */
  onUnlinked: (personId: string) => void
}
type Call = (caller: Caller, inputs: URLSearchParams) => object | KapiRefusal

/** A JSON array of strings, as some parameters are written; undefined when it is anything else. */
const stringArray = (text: string): string[] | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : undefined
  } catch {
    return undefined
  }
}

const me =
  ({ application }: Needs): Call =>
  ({ personId, link }, inputs) => {
    const text = one(inputs, 'property_keys')
    const propertyKeys = text === undefined ? undefined : stringArray(text)
    if (text !== undefined && !propertyKeys)
      return badArgument('property_keys must be a JSON array of strings')
    const signedUp = application.autoConnect === false && { has_signed_up: link.joined === true }
    const account = accountOf(personId, link, {
      secure: one(inputs, 'secure_resource') === 'true',
      propertyKeys,
    })
    return { ...account, ...signedUp }
  }

const userinfo: Call = ({ personId, link }) => ({
  sub: personId,
  ...profileClaims(personId, link),
  ...emailOf(personId, link),
})

const scopeRow = (id: (typeof consentItems)[number], { agreed }: Link) => ({
  id,
  display_name: itemNames[id].ko,
  type: 'PRIVACY',
  using: true,
  agreed: agreed.has(id),
  revocable: agreed.has(id),
  delegated: false,
})

const scopes: Call = ({ personId, link }, inputs) => {
  const named = stringArray(one(inputs, 'scopes') ?? JSON.stringify(consentItems))
  if (!named?.every(isConsentItem)) return badArgument('scopes must be a JSON array of known scopes')
  return { id: bareNumber(personId), scopes: named.map((id) => scopeRow(id, link)) }
}

const serviceTerms: Call = ({ personId, link }, inputs) => {
  const wanted = one(inputs, 'tags')?.split(',')
  const terms = [...link.terms].filter(([tag]) => wanted?.includes(tag) ?? true)
  return {
    id: bareNumber(personId),
    service_terms: terms.map(([tag, at]) => ({
      tag,
      required: false,
      agreed: true,
      revocable: false,
      agreed_at: `${at.toISOString().slice(0, 19)}Z`,
      agreed_by: 'KAUTH',
    })),
  }
}

const tokenInfo =
  ({ application, now }: Needs): Call =>
  ({ personId, token }) => ({
    id: bareNumber(personId),
    expires_in: token ? Math.floor((token.grant.expiresAt.getTime() - now().getTime()) / 1000) : 0,
    app_id: bareNumber(application.appId),
  })

const logout =
  ({ grants }: Needs): Call =>
  ({ personId, token }) => {
    if (token) {
      grants.accessTokens.delete(token.value)
      grants.refreshTokens.delete(token.grant.refreshToken)
    } else grants.revokeAll(personId)
    return { id: bareNumber(personId) }
  }

const signup =
  ({ application, grants }: Needs): Call =>
  ({ personId, link }) => {
    if (application.autoConnect !== false || link.joined)
      return { kind: 'refused', status: 400, code: -102, msg: 'AlreadyRegisteredUserException' }
    grants.links.set(personId, { ...link, joined: true })
    return { id: bareNumber(personId) }
  }

const unlink =
  ({ grants, onUnlinked }: Needs): Call =>
  ({ personId }) => {
    grants.unlink(personId)
    onUnlinked(personId)
    return { id: bareNumber(personId) }
  }

/** The user API of kapi. */
export const userApi = (server: FastifyInstance, needs: Needs): void => {
  const handler =
    (call: Call, allows: 'anyone' | 'tokens') => (request: FastifyRequest, reply: FastifyReply) => {
      reply.header('cache-control', 'no-store')
      const caller = authenticate(needs, request)
      if (caller.kind === 'refused') return sendKapi(reply, caller)
      if (allows === 'tokens' && !caller.token)
        return sendKapi(reply, badArgument('an access token is needed'))
      const answer = call(caller, inputsOf(request))
      return 'kind' in answer ? sendKapi(reply, answer) : reply.send(answer)
    }
  server.route({ method: ['GET', 'POST'], url: '/v2/user/me', handler: handler(me(needs), 'anyone') })
  server.get('/v2/user/service_terms', handler(serviceTerms, 'anyone'))
  server.get('/v2/user/scopes', handler(scopes, 'anyone'))
  server.get('/v1/oidc/userinfo', handler(userinfo, 'tokens'))
  server.get('/v1/user/access_token_info', handler(tokenInfo(needs), 'tokens'))
  server.post('/v1/user/logout', handler(logout(needs), 'anyone'))
  server.post('/v1/user/signup', handler(signup(needs), 'tokens'))
  server.post('/v1/user/unlink', handler(unlink(needs), 'anyone'))
}
