import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto'
import type { MintedRefreshToken, RefreshTokens } from '../../../application/ports/refresh-tokens.ts'
import type { SessionId } from '../../../domain/ids.ts'
import type { RefreshToken, RefreshTokenHash } from '../../../domain/session.ts'

const idBytes = 16
const secretBytes = 32
const shape = /^[A-Za-z0-9_-]{64}$/

/**
 * 48 bytes as 64 characters of base64url: the session's id, which finds its row by primary key, and 256
 * random bits, of which only the SHA-256 is ever stored (ASVS 11.4.1; such entropy needs no slow hash).
 */
export const opaqueRefreshTokens: RefreshTokens = {
  start: () => mint(randomUUIDv7() as SessionId),
  next: mint,
  read(presented) {
    if (!shape.test(presented)) return undefined
    return {
      sessionId: toUuid(Buffer.from(presented, 'base64url').subarray(0, idBytes)),
      hash: hashOf(presented),
    }
  },
}

function mint(sessionId: SessionId): MintedRefreshToken {
  const id = Buffer.from(sessionId.replaceAll('-', ''), 'hex')
  const token = Buffer.concat([id, randomBytes(secretBytes)]).toString('base64url')
  return { sessionId, token: token as RefreshToken, hash: hashOf(token) }
}

function hashOf(token: string): RefreshTokenHash {
  return createHash('sha256').update(token).digest('base64url') as RefreshTokenHash
}

function toUuid(bytes: Buffer): SessionId {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as SessionId
}
