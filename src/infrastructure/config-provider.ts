import type { Variables } from './config-variables.ts'
import { isLoopback } from './loopback.ts'

/** What the settings of every provider depend on. */
export type ProviderSurroundings = {
  readonly publicUrl: URL
  /** `null`: no simulator stands in for the providers. */
  readonly simulatorUrl: string | null
}

/** An address of a provider, as it is written but for trailing slashes. */
export function providerUrl(vars: Variables, name: string, otherwise: string): string {
  const url = vars.url(name, otherwise)
  if (url.protocol === 'http:' && !isLoopback(url)) vars.wrong(name, 'must be https outside loopback')
  return url.href.replace(/\/+$/, '')
}

/** An issuer, to the letter: some end with a slash and some do not, and it is compared character by character. */
export function issuerOf(vars: Variables, name: string, otherwise: string): string {
  providerUrl(vars, name, otherwise)
  return vars.text(name) ?? otherwise
}

/** Where a provider sends the browser back to; a path of its own for each (RFC 9700 4.4). */
export function callbackOf(publicUrl: URL, provider: string): string {
  return `${publicUrl.origin}/auth/${provider}/callback`
}

/** Scopes, with commas or spaces between. */
export function scopeOf(vars: Variables, name: string, otherwise = ''): string[] {
  return (vars.text(name) ?? otherwise).split(/[\s,]+/).filter(Boolean)
}
