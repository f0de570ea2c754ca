import { randomBytes } from 'node:crypto'

/** An IPv6 address in a /64 that nobody else has. */
export const someAddress = () => `2001:${randomBytes(6).toString('hex').match(/.{4}/g)?.join(':')}::1`
