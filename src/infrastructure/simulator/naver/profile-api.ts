import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Grants } from '../oauth/grants.ts'
import { type Item, personOf } from '../people.ts'
import { pictureOf } from '../pictures.ts'

/** Only what was agreed to; the address has no mark of being verified. */
const profileOf = (personId: string, agreed: ReadonlySet<Item>) => {
  const { nickname, email } = personOf(personId)
  return {
    id: personId,
    ...(agreed.has('nickname') && { nickname }),
    ...(agreed.has('email') && email && { email: email.address }),
    ...(agreed.has('picture') && { profile_image: pictureOf(personId, 640, 'https') }),
  }
}

/** `/v1/nid/me`. */
export const profileApi = (server: FastifyInstance, { grants }: { grants: Grants }): void => {
  const handler = ({ headers }: FastifyRequest, reply: FastifyReply) => {
    reply.header('cache-control', 'no-store')
    const [, accessToken] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
    if (accessToken === undefined)
      return reply.code(401).send({ resultcode: '028', message: 'Authentication header not exists' })
    const grant = grants.accessTokens.get(accessToken)
    const agreed = grant && grants.agreed.get(grant.personId)
    if (!grant || !agreed)
      return reply.code(401).send({ resultcode: '024', message: 'Authentication failed' })
    return reply.send({ resultcode: '00', message: 'success', response: profileOf(grant.personId, agreed) })
  }
  server.route({ method: ['GET', 'POST'], url: '/v1/nid/me', handler })
}
