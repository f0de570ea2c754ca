import type { FastifyInstance } from 'fastify'
import type { Grants, Link } from './grants.ts'

type Needs = { grants: Grants; now: () => Date; onUnfinished: (personId: string) => void }

const DAY_MS = 86_400_000
const LOOK_EVERY_MS = 1_000

/** Where the application connects people itself, Kakao unlinks whom it has not connected within 24 hours. */
export const endUnfinishedSignups = (server: FastifyInstance, { grants, now, onUnfinished }: Needs): void => {
  const isOver = ({ joined, connectedAt }: Link) =>
    joined !== true && now().getTime() - connectedAt.getTime() >= DAY_MS
  const look = () => {
    for (const personId of grants.links.keysWhere(isOver)) {
      grants.unlink(personId)
      onUnfinished(personId)
    }
  }
  const timer = setInterval(look, LOOK_EVERY_MS).unref()
  server.addHook('onClose', async () => clearInterval(timer))
}
