import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/** Our cookies. The names have the `__Host-` prefix wherever the browser would accept it: under https. */
export type Cookies = {
  /** The name that it goes by under our own address. */
  nameOf(name: CookieName): string
  /** Throws 400 when one of our cookies comes twice: two readers could believe different ones (security 4.2). */
  requireSingle(request: FastifyRequest): void
  /** The value of one of our cookies. */
  read(request: FastifyRequest, name: CookieName): string | undefined
  /** The login attempts that this browser has under way, oldest first, and what each takes of the header. */
  attempts(request: FastifyRequest): readonly { readonly name: CookieName; readonly size: number }[]
  set(reply: FastifyReply, name: CookieName, value: string, maxAgeSeconds: number): void
  clear(reply: FastifyReply, name: CookieName): void
}

export type CookieName = 'daemun_session' | 'daemun_signup' | 'daemun_consent' | `daemun_login_${string}`

/** Each attempt has a cookie of its own, so that two tabs can log in at once. */
export const attemptCookie = (state: string): CookieName => `daemun_login_${state.slice(0, 16)}`

export function cookiesOf(publicUrl: URL): Cookies {
  const secure = publicUrl.protocol === 'https:'
  const prefix = secure ? '__Host-' : ''
  // Lax: the way back from the provider is a cross-site navigation, and must find the cookies.
  const attributes = `Path=/; HttpOnly; ${secure ? 'Secure; ' : ''}SameSite=Lax`
  // Names and values are of our own making, in base64url and dots: nothing in them needs encoding (RFC 6265 4.1.1).
  const set: Cookies['set'] = (reply, name, value, maxAge) =>
    void reply.header('set-cookie', `${prefix}${name}=${value}; Max-Age=${maxAge}; ${attributes}`)
  return {
    nameOf: (name) => prefix + name,
    requireSingle(request) {
      const ours = pairs(request).flatMap(([key]) => (key.startsWith(`${prefix}daemun_`) ? [key] : []))
      const twice = ours.find((key, index) => ours.indexOf(key) !== index)
      if (twice) throw new Problem('invalid_request', { detail: `Send one cookie named ${twice}.` })
    },
    read: (request, name) => pairs(request).find(([key]) => key === prefix + name)?.[1],
    attempts(request) {
      const ours = pairs(request).filter(([key]) => key.startsWith(`${prefix}daemun_login_`))
      return ours.map(([key, value]) => ({ name: bare(key, prefix), size: key.length + value.length }))
    },
    set,
    clear: (reply, name) => set(reply, name, '', 0),
  }
}

function bare(key: string, prefix: string): CookieName {
  return key.slice(prefix.length) as CookieName
}

/** RFC 6265 5.4, read here because parsers keep one of two values without a word. */
function pairs({ headers }: FastifyRequest): [name: string, value: string][] {
  if (!headers.cookie) return []
  return headers.cookie.split(';').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return [name.replace(/^[ \t]+|[ \t]+$/g, ''), value.join('=').replace(/^[ \t]+|[ \t]+$/g, '')]
  })
}
