import type { FastifyInstance } from 'fastify'
import type { BrowserSessions } from '../browser-sessions.ts'
import { sendPage } from '../pages/page.ts'
import { formOf } from '../parameters.ts'
import { connectedPage, strangerPage } from './connected-page.ts'
import { farewellsOf } from './farewells.ts'
import { type Provider, providers } from './order.ts'
import { isFromOwnPage } from './own-origin.ts'
import type { PostOffice } from './post-office.ts'
import { sendForeign } from './webhooks.ts'

type Needs = { office: PostOffice; sessions: BrowserSessions; publicUrl: string }

const linkedTo = ({ senders }: PostOffice, person: string): readonly Provider[] =>
  providers.filter((provider) => senders.get(provider)?.isLinked(person))

/** `/connected`: where people take the link to the service away themselves, as at a real provider. */
export const connected = (server: FastifyInstance, { office, sessions, publicUrl }: Needs): void => {
  server.get('/connected', (request, reply) => {
    const person = sessions.of(request)?.personId
    const page =
      person === undefined ? strangerPage(publicUrl) : connectedPage(person, linkedTo(office, person))
    return sendPage(request, reply, 200, page)
  })

  server.post('/connected', async (request, reply) => {
    if (!isFromOwnPage(request)) return sendForeign(reply)
    const person = sessions.of(request)?.personId ?? ''
    const wanted = formOf(request)?.get('provider')
    const provider = linkedTo(office, person).find((each) => each === wanted)
    // A second press finds no link any more: sending takes it away before anything is waited for.
    const farewell = formOf(request)?.get('farewell') === 'account_deleted' ? 'account_deleted' : 'unlinked'
    if (provider) await Promise.all(farewellsOf(provider, person, farewell).map(office.send))
    return reply.redirect('/connected', 303)
  })
}
