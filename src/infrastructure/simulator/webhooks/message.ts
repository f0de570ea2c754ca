/** A call to the service, ready to be sent, as often as wanted. */
export type Message = {
  /** The last part of its address. */
  webhook: 'unlink' | 'events'
  method: 'GET' | 'POST'
  query?: string
  headers: Record<string, string>
  body?: string
}

/** Something that a real provider would never send, to see it refused. */
export const forgeries = [
  'wrong_key',
  'bad_signature',
  'old_timestamp',
  'wrong_issuer',
  'wrong_audience',
] as const
export type Forgery = (typeof forgeries)[number]

export const formType = 'application/x-www-form-urlencoded'

/** As it was told, with a signature that is not of it: its first character is another. */
export const spoiled = (signature: string): string =>
  `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
