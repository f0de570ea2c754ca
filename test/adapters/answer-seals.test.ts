import { describe, expect, it } from 'vitest'
import { tokenAnswerSeals } from '../../src/adapters/outbound/tokens/answer-seals.ts'
import { opaqueRefreshTokens } from '../../src/adapters/outbound/tokens/refresh-tokens.ts'
import type { SealedAnswer } from '../../src/domain/session.ts'

const seals = tokenAnswerSeals<{ said: string }>()
const { token, hash, sessionId } = opaqueRefreshTokens.start()
const answer = { said: '같은 답' }

describe('an answer sealed under the refresh token that asked for it (RT3)', () => {
  it('opens for that token alone', () => {
    const sealed = seals.seal(answer, token)
    expect(seals.open(sealed, token)).toEqual(answer)
    const others = [opaqueRefreshTokens.next(sessionId).token, hash, sessionId, '', `${token}=`]
    for (const other of others) expect(seals.open(sealed, other)).toBeUndefined()
  })

  it('tells nothing of itself, and is another each time', () => {
    const sealed = [seals.seal(answer, token), seals.seal(answer, token)]
    expect(new Set(sealed).size).toBe(2)
    for (const each of sealed) {
      const bytes = Buffer.from(each, 'base64url')
      for (const told of [answer.said, token, 'said']) expect(bytes.includes(Buffer.from(told))).toBe(false)
    }
  })

  it('does not open when a single bit of it is another, or some of it is missing', () => {
    const bytes = Buffer.from(seals.seal(answer, token), 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(seals.open(changed.toString('base64url') as SealedAnswer, token)).toBeUndefined()
    }
    for (let length = 0; length < bytes.length; length += 1) {
      const cut = bytes.subarray(0, length).toString('base64url') as SealedAnswer
      expect(seals.open(cut, token)).toBeUndefined()
    }
  })
})
