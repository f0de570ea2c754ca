import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { AnswerSeals } from '../../../application/ports/answer-seals.ts'
import type { SealedAnswer } from '../../../domain/session.ts'

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM under a key by HKDF (RFC 5869) from the presented token, whose 256 random bits nobody but its holder
 * has: the stored SHA-256 gives no way to the key. Without a promise in between, because it is done for every
 * refresh.
 */
export function tokenAnswerSeals<Answer>(): AnswerSeals<Answer> {
  return {
    seal(answer, presented) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv(algorithm, keyOf(presented), iv)
      const sealed = [iv, cipher.update(JSON.stringify(answer), 'utf8'), cipher.final(), cipher.getAuthTag()]
      return Buffer.concat(sealed).toString('base64url') as SealedAnswer
    },
    open(sealed, presented) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < ivBytes + tagBytes) return undefined
      const decipher = createDecipheriv(algorithm, keyOf(presented), bytes.subarray(0, ivBytes))
      decipher.setAuthTag(bytes.subarray(-tagBytes))
      const text = opened(
        () => decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8'),
      )
      return text === undefined ? undefined : (JSON.parse(text) as Answer)
    },
  }
}

/** A tag that does not fit is all that Node throws here. */
function opened(decipher: () => string): string | undefined {
  try {
    return decipher()
  } catch {
    return undefined
  }
}

function keyOf(presented: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', presented, 'daemun', 'refresh answer', 32))
}
