import type { Brand } from './brand.ts'

/** The names that events speak of things by; each is minted where its thing is. */
export type SignupId = Brand<string, 'SignupId'>
export type SessionId = Brand<string, 'SessionId'>
