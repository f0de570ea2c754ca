import type { FastifyReply, FastifyRequest } from 'fastify'
import { formOf, one, queryOf } from '../parameters.ts'
import { isPersonId } from '../people.ts'
import type { KakaoApplication } from './application.ts'
import type { AccessGrant, Grants, Link } from './grants.ts'

/** What the API says no with; a client decides by `code`. */
export type KapiRefusal = { kind: 'refused'; status: number; code: number; msg: string; scheme?: string }

/** Who is calling: a person by access token, or the application by its admin key on a person's behalf. */
export type Caller = {
  kind: 'caller'
  personId: string
  link: Link
  token?: { value: string; grant: AccessGrant }
}

export const badArgument = (msg: string): KapiRefusal => ({ kind: 'refused', status: 400, code: -2, msg })
const notLinked: KapiRefusal = { kind: 'refused', status: 400, code: -101, msg: 'NotRegisteredUserException' }
const unauthorized = (scheme: 'Bearer' | 'KakaoAK', msg: string): KapiRefusal => ({
  kind: 'refused',
  status: 401,
  code: -401,
  msg,
  scheme,
})

export const sendKapi = (reply: FastifyReply, { status, code, msg, scheme }: KapiRefusal) => {
  if (scheme) reply.header('www-authenticate', `${scheme} error=invalid_token`)
  return reply.code(status).send({ msg, code })
}

/** What was sent in the query and in the form, together. */
export const inputsOf = (request: FastifyRequest): URLSearchParams =>
  new URLSearchParams([...queryOf(request), ...(formOf(request) ?? [])])

const byToken = (grants: Grants, value: string | undefined, now: Date): Caller | KapiRefusal => {
  if (value === undefined) return unauthorized('Bearer', 'no authentication key!')
  const grant = grants.accessTokens.get(value)
  const link = grant && grants.links.get(grant.personId)
  if (!grant || !link) return unauthorized('Bearer', 'this access token does not exist')
  if (now >= grant.expiresAt) return unauthorized('Bearer', 'this access token is already expired')
  return { kind: 'caller', personId: grant.personId, link, token: { value, grant } }
}

const byAdminKey = (grants: Grants, inputs: URLSearchParams): Caller | KapiRefusal => {
  const personId = one(inputs, 'target_id') ?? ''
  if (one(inputs, 'target_id_type') !== 'user_id') return badArgument('target_id_type must be user_id')
  if (!isPersonId(personId)) return badArgument('target_id must be the id of a user')
  const link = grants.links.get(personId)
  return link ? { kind: 'caller', personId, link } : notLinked
}

type Needs = { application: KakaoApplication; grants: Grants; now: () => Date }

/** Tells who calls the API. A token may come in the query too, as the oldest clients send it. */
export const authenticate = ({ application, grants, now }: Needs, request: FastifyRequest) => {
  const [, scheme = '', credentials] = /^(\w+) +(\S+)$/.exec(request.headers.authorization ?? '') ?? []
  if (scheme.toLowerCase() !== 'kakaoak') {
    const isBearer = scheme.toLowerCase() === 'bearer'
    return byToken(grants, isBearer ? credentials : one(queryOf(request), 'access_token'), now())
  }
  if (credentials !== application.adminKey) return unauthorized('KakaoAK', 'invalid app key.')
  return byAdminKey(grants, inputsOf(request))
}
