// trips: domain-imports-domain, jose-in-its-homes
import type { JWTPayload } from 'jose'

export type Claims = JWTPayload
