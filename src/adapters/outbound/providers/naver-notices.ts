import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { NoticeSource, UnlinkRefusal } from '../../../application/ports/identity-providers.ts'
import type { Subject } from '../../../domain/identity.ts'
import { naverSubject } from './naver-user.ts'

export type NaverNoticeSettings = {
  readonly clientId: string
  readonly clientSecret: string
  /** The one before, while Naver may still sign by it; `null` when there is none. */
  readonly formerClientSecret: string | null
}

/** How far its time may be from ours, either way, in seconds. Its signature is remembered for longer. */
const toleranceSeconds = 600
const longestField = 1_024
const ivBytes = 16

/** In the order in which they are signed. */
const signedNames = ['clientId', 'encryptUniqueId', 'timestamp'] as const
type Fields = Readonly<Record<(typeof signedNames)[number] | 'signature', string>>

/** Naver's 연결끊기 Callback: signed and encrypted by a key that is made of the client secret. `now` in milliseconds. */
export function naverNotices(
  { clientId, clientSecret, formerClientSecret }: NaverNoticeSettings,
  now: () => number = Date.now,
): NoticeSource {
  const secrets = formerClientSecret === null ? [clientSecret] : [clientSecret, formerClientSecret]
  const keys = secrets.map(keyOf)
  const read = (given: Readonly<Record<string, unknown>>) => {
    const odd = [...signedNames, 'signature'].find((name) => !isText(given[name]))
    if (odd !== undefined) return invalid(odd, 'It has to be there, once, as text.')
    const fields = given as Fields
    if (fields.clientId !== clientId) return invalid('clientId', 'It has to be the one in NAVER_CLIENT_ID.')
    const signed = signedBy(keys, fields)
    if (!signed) return forged
    if (!isTimely(fields.timestamp, now()))
      return invalid('timestamp', `It has to be in seconds, and within ${toleranceSeconds} of now.`)
    const subject = subjectOf(fields.encryptUniqueId, signed.key)
    if (!subject) return invalid('encryptUniqueId', 'It has to hold a user id of Naver.')
    // As we wrote it: there are several ways to write the same bytes, and a replay could use another.
    const [id, at] = [signed.signature.toString('base64url'), new Date(Number(fields.timestamp) * 1_000)]
    return { kind: 'notice', subject, notice: 'unlinked', id, at } as const
  }
  return { unlink: { heard: 204, read: (_authorization, fields) => read(fields) } }
}

const forged: UnlinkRefusal = {
  kind: 'forged',
  hint: 'signed neither by NAVER_CLIENT_SECRET nor by NAVER_FORMER_CLIENT_SECRET',
}

function invalid(field: string, detail: string): UnlinkRefusal {
  return { kind: 'invalid', field, detail }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= longestField
}

/** Naver's choice: MD5 is no weakness here, for its input is a secret and its output is never seen. */
function keyOf(clientSecret: string): Buffer {
  return createHash('md5').update(clientSecret).digest()
}

/** The key that signed, and its signature; every key is tried, in a time that tells nothing of where texts differ. */
function signedBy(keys: readonly Buffer[], fields: Fields) {
  const text = signedNames.map((name) => `${name}=${fields[name]}`).join('&')
  const shown = Buffer.from(fields.signature, 'base64url')
  const tried = keys.map((key) => {
    const signature = createHmac('sha256', key).update(text).digest()
    return { key, signature, isIt: shown.length === signature.length && timingSafeEqual(shown, signature) }
  })
  return tried.find(({ isIt }) => isIt)
}

function isTimely(timestamp: string, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1_000 - Number(timestamp)) <= toleranceSeconds
}

/** Only of what is signed: whoever cannot sign learns nothing of how it decrypts. */
function subjectOf(encrypted: string, key: Buffer): Subject | undefined {
  const bytes = Buffer.from(encrypted, 'base64url')
  try {
    const decipher = createDecipheriv('aes-128-cbc', key, bytes.subarray(0, ivBytes))
    const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes)), decipher.final()])
    return naverSubject(text.toString('utf8'))
  } catch {
    return undefined
  }
}
