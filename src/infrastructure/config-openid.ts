import type { OpenIdProviderName } from '../domain/identity.ts'
import type { ProviderSurroundings } from './config-provider.ts'
import { callbackOf, issuerOf, scopeOf } from './config-provider.ts'
import type { Variables } from './config-variables.ts'

/** Names that mean a provider, a path or a language already. */
const taken = new Set(['kakao', 'naver', 'google', 'line', 'signup', 'token', 'logout', 'sessions'])

/** The OpenID providers that `OIDC_<NAME>_...` variables describe, in the order of their names. */
export function openIdOf(vars: Variables, surroundings: ProviderSurroundings) {
  const names = vars.named(/^OIDC_([A-Z][A-Z0-9_]*)_(?:ISSUER|CLIENT_ID)$/)
  return names.map((name) => settingsOf(vars, name, surroundings))
}

function settingsOf(vars: Variables, variable: string, { publicUrl }: ProviderSurroundings) {
  const of = (what: string) => `OIDC_${variable}_${what}`
  const name = variable.toLowerCase()
  if (taken.has(name)) vars.wrong(of('ISSUER'), `cannot be called ${name}: that name is taken`)
  const issuer = issuerOf(vars, of('ISSUER'), missing(vars, of('ISSUER'), 'https://issuer.invalid'))
  const prompt = vars.text(of('PROMPT'))
  return {
    name: name as OpenIdProviderName,
    label: vars.text(of('LABEL')) ?? name,
    issuer,
    tokenIssuers: [issuer],
    hosts: vars.list(of('HOSTS')),
    clientId: missing(vars, of('CLIENT_ID'), ''),
    clientSecret: vars.text(of('CLIENT_SECRET')),
    redirectUri: callbackOf(publicUrl, name),
    scope: scopeOf(vars, of('SCOPES'), 'profile email'),
    claims: {
      nickname: nicknamesOf(vars, of('CLAIM_NICKNAME')),
      email: vars.text(of('CLAIM_EMAIL')) ?? 'email',
      emailVerified: vars.text(of('CLAIM_EMAIL_VERIFIED')) ?? 'email_verified',
      picture: vars.text(of('CLAIM_PICTURE')) ?? 'picture',
    },
    parameters: prompt === null ? {} : { prompt },
  }
}

function nicknamesOf(vars: Variables, name: string): string[] {
  const given = vars.list(name)
  return given.length > 0 ? given : ['nickname', 'name', 'preferred_username']
}

/** The value, or what stands in for it once it is told that there is none. */
function missing(vars: Variables, name: string, otherwise: string): string {
  const given = vars.text(name)
  if (given === null) vars.wrong(name, 'is required for this OpenID provider')
  return given ?? otherwise
}
