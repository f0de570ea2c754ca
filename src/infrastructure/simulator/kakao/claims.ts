import { personOf } from '../people.ts'
import { pictureOf } from '../pictures.ts'
import type { SigningKeys } from '../signing-keys.ts'
import { ACCESS_TOKEN_SECONDS, type Grant, type Link } from './grants.ts'

/** The profile claims that the person agreed to share. */
export const profileClaims = (personId: string, { agreed }: Link) => ({
  ...(agreed.has('profile_nickname') && { nickname: personOf(personId).nickname }),
  ...(agreed.has('profile_image') && { picture: pictureOf(personId, 640, 'https') }),
})

/** The address of a person who agreed to share it, and whether it can be relied on. */
export const emailOf = (personId: string, { agreed }: Link) => {
  const { email } = personOf(personId)
  return email && agreed.has('account_email')
    ? { email: email.address, email_verified: email.valid && email.verified }
    : undefined
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1000)

type Needs = { issuer: () => string; keys: SigningKeys; now: () => Date }

/** Makes ID tokens. There is no `email_verified`: an address stands in it only when valid and verified. */
export const idTokens =
  ({ issuer, keys, now }: Needs) =>
  (grant: Grant, link: Link, nonce?: string): Promise<string> => {
    const mail = emailOf(grant.personId, link)
    const iat = seconds(now())
    return keys.sign({
      iss: issuer(),
      aud: grant.clientId,
      sub: grant.personId,
      iat,
      exp: iat + ACCESS_TOKEN_SECONDS,
      auth_time: seconds(grant.authTime),
      ...(nonce !== undefined && { nonce }),
      ...profileClaims(grant.personId, link),
      ...(mail?.email_verified && { email: mail.email }),
    })
  }
export type IdTokens = ReturnType<typeof idTokens>
