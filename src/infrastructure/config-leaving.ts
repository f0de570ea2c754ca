import type { Variables } from './config-variables.ts'

/** How somebody stops being a user. */
export type LeavingConfig = {
  /** 0: who leaves is erased at once. */
  readonly withdrawalGraceSeconds: number
  /** Days for which consents are kept of who left. */
  readonly evidenceDays: number
  /** What becomes of a user who unlinks us at the provider, or whose account there is gone. */
  readonly onUnlink: 'sign_out' | 'withdraw'
  readonly onAccountDelete: 'sign_out' | 'withdraw'
}

export function leavingOf(vars: Variables): LeavingConfig {
  return {
    withdrawalGraceSeconds: vars.integer('WITHDRAWAL_GRACE', 0, 0, 31_536_000),
    evidenceDays: vars.integer('CONSENT_EVIDENCE_DAYS', 1_095, 0, 36_500),
    onUnlink: vars.oneOf('ON_PROVIDER_UNLINK', ['sign_out', 'withdraw'], 'sign_out'),
    onAccountDelete: vars.oneOf('ON_PROVIDER_ACCOUNT_DELETE', ['sign_out', 'withdraw'], 'withdraw'),
  }
}
