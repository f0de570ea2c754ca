import type { FastifyInstance } from 'fastify'
import { duplicated, formOf, one } from '../parameters.ts'
import { isLoginKey, type KakaoApplication } from './application.ts'
import { exchangeCode } from './exchange-code.ts'
import type { TokenAnswer, TokenNeeds } from './issued-tokens.ts'
import { refuse, sendKoe } from './koe.ts'
import { refreshTokens } from './refresh-tokens.ts'

const byGrantType = { authorization_code: exchangeCode, refresh_token: refreshTokens }

const clientRefusal = (form: URLSearchParams, application: KakaoApplication) => {
  const clientId = one(form, 'client_id')
  if (!isLoginKey(clientId, application))
    return refuse('KOE101', `Not exist client_id [${clientId ?? 'null'}]`)
  if (clientId === application.clientId && one(form, 'client_secret') !== application.clientSecret)
    return refuse('KOE010', 'Bad client credentials')
}

const answer = async (needs: TokenNeeds, form: URLSearchParams | undefined): Promise<TokenAnswer> => {
  // A body that is not a form carries nothing, so neither JSON nor HTTP Basic tells who the client is.
  if (!form) return refuse('KOE101', 'Not exist client_id [null]')
  const twice = duplicated(form)
  if (twice !== undefined) return refuse('KOE204', `Duplicate parameter: ${twice}`)
  const grantType = one(form, 'grant_type') ?? 'null'
  if (grantType !== 'authorization_code' && grantType !== 'refresh_token')
    return refuse('KOE310', `Unsupported grant_type: ${grantType}`)
  return clientRefusal(form, needs.application) ?? byGrantType[grantType](needs, form)
}

/** `POST /oauth/token`. The order of the checks is an assumption. */
export const token = (server: FastifyInstance, needs: TokenNeeds): void => {
  server.post('/oauth/token', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const given = await answer(needs, formOf(request))
    return given.kind === 'refused' ? sendKoe(reply, given) : reply.send(given.body)
  })
}
