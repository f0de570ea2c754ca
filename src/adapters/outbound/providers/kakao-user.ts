import type { ProviderProfile, Subject } from '../../../domain/identity.ts'
import { parseSubject } from '../../../domain/identity.ts'
import { isObject, usableEmail, usableImage, usableNickname } from './profile-claims.ts'

const largestInt64 = 2n ** 63n - 1n

/** A Kakao user id: the digits of a positive int64 as text. */
export function kakaoSubject(value: unknown): Subject | undefined {
  if (typeof value !== 'string' || !/^[1-9][0-9]{0,18}$/.test(value) || BigInt(value) > largestInt64)
    return undefined
  return parseSubject(value)
}

/** The `id` of an answer of the user API, digit for digit. */
export function kakaoUserId(text: string): Subject | undefined {
  return kakaoSubject(kakaoDigits(text, 'id'))
}

/**
 * A number at the root of an answer, as the text that it came as: read as a number 9007199254740993 and ...992
 * would be one person, and one of them could take over the other's account. Whatever is text there stays text.
 */
export function kakaoDigits(text: string, member: 'id' | 'app_id'): string | undefined {
  const keepDigits = function (this: unknown, key: string, value: unknown, context?: { source?: string }) {
    return key === member && typeof value === 'number' ? context?.source : value
  }
  const root: unknown = JSON.parse(text, keepDigits as Parameters<typeof JSON.parse>[1])
  const digits = isObject(root) ? root[member] : undefined
  return typeof digits === 'string' ? digits : undefined
}

/** What Kakao says of a person. Every member may be missing: only the id is certain. */
export function kakaoProfile(json: Readonly<Record<string, unknown>>): ProviderProfile {
  const account = isObject(json.kakao_account) ? json.kakao_account : {}
  const profile = isObject(account.profile) ? account.profile : {}
  return {
    nickname: usableNickname(profile.nickname),
    email: usableEmail(account.email, account.is_email_valid, account.is_email_verified),
    imageUrl: profile.is_default_image === true ? null : usableImage(profile.profile_image_url),
  }
}
