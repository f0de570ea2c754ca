import type { SessionPolicy } from '../domain/session.ts'
import type { Config } from './config.ts'

/** What the environment says of sessions, as the domain counts it. */
export function sessionPolicyOf({ refreshGraceSeconds, sessionIdleTtlSeconds }: Config): SessionPolicy {
  const idleTtlMs = sessionIdleTtlSeconds === null ? null : sessionIdleTtlSeconds * 1_000
  return { refreshGraceMs: refreshGraceSeconds * 1_000, idleTtlMs }
}
