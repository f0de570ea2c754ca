import { bareNumber } from '../bare-number.ts'
import { personOf } from '../people.ts'
import { pictureOf } from '../pictures.ts'
import type { ConsentItem } from './application.ts'
import type { Link } from './grants.ts'

type Members = Record<string, unknown>
type Wanted = { secure: boolean; propertyKeys: readonly string[] | undefined }

const timestamp = (date: Date) => `${date.toISOString().slice(0, 19)}Z`

const profile = (personId: string, secure: boolean, has: (item: ConsentItem) => boolean): Members => {
  const protocol = secure ? 'https' : 'http'
  const { nickname } = personOf(personId)
  const members = {
    ...(has('profile_nickname') && { nickname, is_default_nickname: false }),
    ...(has('profile_image') && {
      thumbnail_image_url: pictureOf(personId, 110, protocol),
      profile_image_url: pictureOf(personId, 640, protocol),
      is_default_image: false,
    }),
  }
  return {
    profile_nickname_needs_agreement: !has('profile_nickname'),
    profile_image_needs_agreement: !has('profile_image'),
    ...(Object.keys(members).length > 0 && { profile: members }),
  }
}

const email = (personId: string, has: (item: ConsentItem) => boolean): Members => {
  const { email } = personOf(personId)
  const shared = email && {
    is_email_valid: email.valid,
    is_email_verified: email.verified,
    email: email.address,
  }
  return { email_needs_agreement: !has('account_email'), ...(has('account_email') && shared) }
}

/**
 * The answer of `/v2/user/me`: only what was agreed to; an item that was not is told by its `_needs_agreement`
 * alone. `propertyKeys` such as `kakao_account.email` narrow it, `kakao_account.` stands for all of it. Without
 * the legacy `properties`, as newer applications see it.
 */
export const accountOf = (personId: string, link: Link, { secure, propertyKeys }: Wanted): Members => {
  const has = (item: ConsentItem) => link.agreed.has(item)
  const wants = (key: string) =>
    !propertyKeys || propertyKeys.includes(key) || propertyKeys.includes('kakao_account.')
  const kakao_account = {
    ...(wants('kakao_account.profile') && profile(personId, secure, has)),
    ...(wants('kakao_account.email') && email(personId, has)),
  }
  return {
    id: bareNumber(personId),
    connected_at: timestamp(link.connectedAt),
    synched_at: timestamp(link.connectedAt),
    ...(Object.keys(kakao_account).length > 0 && { kakao_account }),
  }
}
