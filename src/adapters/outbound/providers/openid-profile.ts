import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { ProviderName, ProviderProfile } from '../../../domain/identity.ts'
import type { ProviderMetadata } from './discovery.ts'
import type { ProvedClaims } from './openid-proof.ts'
import { usableEmail, usableImage, usableNickname } from './profile-claims.ts'
import type { ProviderHttp } from './provider-http.ts'

/** Which claim says what; of several the first that is usable. */
export type ClaimNames = {
  readonly nickname: readonly string[]
  readonly email: string
  readonly emailVerified: string
  readonly picture: string
}

export const standardClaims: ClaimNames = {
  nickname: ['nickname', 'name', 'preferred_username'],
  email: 'email',
  emailVerified: 'email_verified',
  picture: 'picture',
}

type Asked = {
  readonly name: ProviderName
  readonly names: ClaimNames
  readonly claims: ProvedClaims
  readonly accessToken: string
}

/** What the id_token says of a person, and userinfo where that is not enough. */
export async function completeProfile(
  { name, names, claims, accessToken }: Asked,
  { userinfoEndpoint }: Pick<ProviderMetadata, 'userinfoEndpoint'>,
  http: ProviderHttp,
): Promise<ProviderProfile> {
  const told = profileOf(claims, names)
  const isEnough = told.nickname !== null && told.email !== null
  if (isEnough || userinfoEndpoint === null) return told
  const { status, json } = await http.get(userinfoEndpoint, { authorization: `Bearer ${accessToken}` })
  // OpenID Connect Core 5.3.2: nothing of it counts unless it speaks of the same person.
  if (status === 200 && json.sub !== claims.sub) throw mad(name, 'userinfo speaks of someone else')
  if (status !== 200) throw mad(name, `userinfo answered ${status}`)
  const more = profileOf(json, names)
  return {
    nickname: told.nickname ?? more.nickname,
    email: told.email ?? more.email,
    imageUrl: told.imageUrl ?? more.imageUrl,
  }
}

/** What claims say of a person, as far as it is usable. */
export function profileOf(claims: Readonly<Record<string, unknown>>, names: ClaimNames): ProviderProfile {
  const nicknames = names.nickname.map((claim) => usableNickname(claims[claim]))
  return {
    nickname: nicknames.find((nickname) => nickname !== null) ?? null,
    email: usableEmail(claims[names.email], claims[names.emailVerified]),
    imageUrl: usableImage(claims[names.picture]),
  }
}

function mad(provider: ProviderName, hint: string): ProviderFailure {
  return new ProviderFailure('provider_unavailable', provider, hint)
}
