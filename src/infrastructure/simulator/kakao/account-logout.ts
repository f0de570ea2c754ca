import type { FastifyInstance } from 'fastify'
import type { BrowserSessions } from '../browser-sessions.ts'
import { one, queryOf } from '../parameters.ts'
import { isRegistered } from '../redirect-uris.ts'
import type { KakaoApplication } from './application.ts'
import { sendKoePage } from './koe.ts'

type Needs = { application: KakaoApplication; sessions: BrowserSessions }

/** `GET /oauth/logout`: forgets who used this browser. Tokens stay good. */
export const accountLogout = (server: FastifyInstance, { application, sessions }: Needs): void => {
  server.get('/oauth/logout', (request, reply) => {
    const query = queryOf(request)
    const clientId = one(query, 'client_id') ?? 'null'
    const uri = one(query, 'logout_redirect_uri') ?? ''
    if (clientId !== application.clientId)
      return sendKoePage(request, reply, 'KOE101', `Not exist client_id [${clientId}]`)
    if (!isRegistered(uri))
      return sendKoePage(request, reply, 'KOE007', `Not registered logout_redirect_uri: ${uri}`)
    sessions.end(request, reply)
    const state = one(query, 'state')
    const answer =
      state === undefined ? '' : `${uri.includes('?') ? '&' : '?'}${new URLSearchParams({ state })}`
    return reply.header('cache-control', 'no-store').redirect(`${uri}${answer}`, 302)
  })
}
