import { type Item, personOf } from '../people.ts'
import { pictureOf } from '../pictures.ts'

/** What a person agreed to share, as standard claims (OpenID Connect Core 5.1). */
export const personClaims = (personId: string, agreed: ReadonlySet<Item> = new Set()) => {
  const { nickname, email } = personOf(personId)
  return {
    ...(agreed.has('nickname') && { name: nickname }),
    ...(agreed.has('picture') && { picture: pictureOf(personId, 640, 'https') }),
    ...(agreed.has('email') &&
      email && { email: email.address, email_verified: email.valid && email.verified }),
  }
}
