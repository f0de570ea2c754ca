import type { Variables } from './config-variables.ts'
import { isLoopback } from './loopback.ts'

export type BeforeSignupConfig = {
  readonly url: URL
  /** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64; every one signs. */
  readonly secrets: readonly string[]
  /** Whether people are let in while nobody answers. */
  readonly failOpen: boolean
}

/** Who is asked before a user is made; `null`: nobody. */
export function beforeSignupOf(vars: Variables): BeforeSignupConfig | null {
  const failOpen = vars.oneOf('BEFORE_SIGNUP_FAIL', ['closed', 'open'], 'closed') === 'open'
  const secrets = vars.list('BEFORE_SIGNUP_SECRET')
  if (!secrets.every(isWebhookSecret))
    vars.wrong('BEFORE_SIGNUP_SECRET', 'must list secrets of whsec_ and 24 to 64 bytes in base64')
  if (vars.text('BEFORE_SIGNUP_URL') === null) return null
  const url = vars.url('BEFORE_SIGNUP_URL', 'http://localhost')
  if (url.protocol === 'http:' && !isLoopback(url))
    vars.wrong('BEFORE_SIGNUP_URL', 'must be https outside loopback')
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    vars.wrong(
      'BEFORE_SIGNUP_URL',
      'must have no user, password or fragment: calls are known by their signature',
    )
  if (secrets.length === 0)
    vars.wrong(
      'BEFORE_SIGNUP_SECRET',
      'is required with BEFORE_SIGNUP_URL. Make one: echo "whsec_$(openssl rand -base64 32)"',
    )
  return { url, secrets, failOpen }
}

function isWebhookSecret(text: string): boolean {
  const [, encoded = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  return bytes.toString('base64') === encoded && bytes.length >= 24 && bytes.length <= 64
}
