import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { expiringMap } from './expiring-map.ts'

/** Who logged in with this browser, and when. */
export type BrowserSession = { personId: string; authTime: Date }
export type BrowserSessions = {
  of(request: FastifyRequest): BrowserSession | undefined
  begin(reply: FastifyReply, session: BrowserSession): void
  end(request: FastifyRequest, reply: FastifyReply): void
}

const COOKIE = 'simulator_session'
const attributes = 'Path=/; HttpOnly; SameSite=Lax'
const DAY_SECONDS = 86_400

const cookieOf = ({ headers }: FastifyRequest): string =>
  new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1] ?? ''

/** Remembers browsers for a day, as Kakao does without "stay signed in". */
export const browserSessions = (now: () => Date): BrowserSessions => {
  const sessions = expiringMap<BrowserSession>({ ttlSeconds: DAY_SECONDS, capacity: 10_000, now })
  return {
    of: (request) => sessions.get(cookieOf(request)),
    begin: (reply, session) => {
      const id = randomBytes(24).toString('base64url')
      sessions.set(id, session)
      reply.header('set-cookie', `${COOKIE}=${id}; ${attributes}; Max-Age=${DAY_SECONDS}`)
    },
    end: (request, reply) => {
      sessions.delete(cookieOf(request))
      reply.header('set-cookie', `${COOKIE}=; ${attributes}; Max-Age=0`)
    },
  }
}
