import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import type { Client } from '../oauth/dialect.ts'
import { type Forgery, formType, type Message, spoiled } from './message.ts'

type Disconnected = { person: string; placement: 'query' | 'body'; forgery: Forgery | undefined }

const HOUR_MS = 3_600_000

const encrypted = (person: string, key: Buffer): string => {
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-128-cbc', key, iv)
  return Buffer.concat([iv, cipher.update(person, 'utf8'), cipher.final()]).toString('base64url')
}

/** Naver's 연결끊기 Callback: one key made of the client secret signs and encrypts. `old_timestamp` is an hour. */
export const naverUnlink = (
  { clientId, clientSecret }: Client,
  { person, placement, forgery }: Disconnected,
  now: Date,
): Message => {
  const key = createHash('md5')
    .update(forgery === 'wrong_key' ? 'not-the-secret' : clientSecret)
    .digest()
  const at = now.getTime() - (forgery === 'old_timestamp' ? HOUR_MS : 0)
  const encryptUniqueId = encrypted(person, key)
  const timestamp = `${Math.floor(at / 1_000)}`
  const text = `clientId=${clientId}&encryptUniqueId=${encryptUniqueId}&timestamp=${timestamp}`
  const right = createHmac('sha256', key).update(text).digest('base64url')
  const signature = forgery === 'bad_signature' ? spoiled(right) : right
  const fields = `${new URLSearchParams({ clientId, encryptUniqueId, timestamp, signature })}`
  const call = { webhook: 'unlink', method: 'POST', headers: { 'content-type': formType } } as const
  return placement === 'query' ? { ...call, query: fields } : { ...call, body: fields }
}
