import { createHash, randomBytes } from 'node:crypto'
import type { CodeSecrets } from '../../../application/ports/code-secrets.ts'
import type { Code, CodeHash, SealedRefreshToken } from '../../../domain/authorization-code.ts'
import type { RefreshToken, SealedAnswer } from '../../../domain/session.ts'
import { tokenAnswerSeals } from './answer-seals.ts'

const secretBytes = 32
const shape = /^[A-Za-z0-9_-]{43}$/

const seals = tokenAnswerSeals<RefreshToken>()

/** 256 random bits as 43 characters of base64url; such entropy needs no slow hash (ASVS 11.4.1). */
export const opaqueCodeSecrets: CodeSecrets = {
  mint(refreshToken) {
    const code = randomBytes(secretBytes).toString('base64url') as Code
    const sealedRefreshToken: string = seals.seal(refreshToken, code)
    return {
      code,
      hash: sha256(code) as CodeHash,
      sealedRefreshToken: sealedRefreshToken as SealedRefreshToken,
    }
  },
  read: (presented) => (shape.test(presented) ? (sha256(presented) as CodeHash) : undefined),
  open: (sealed: string, presented) => seals.open(sealed as SealedAnswer, presented),
  challengeOf: sha256,
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
