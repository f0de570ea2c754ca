import type { NoticePolicy } from '../domain/provider-notice.ts'
import type { WithdrawalPolicy } from '../domain/withdrawal.ts'
import type { Config } from './config.ts'

/** How leaving goes, as the operator wants it. */
export function withdrawalPolicyOf({ withdrawalGraceSeconds, evidenceDays }: Config): WithdrawalPolicy {
  return { graceSeconds: withdrawalGraceSeconds, evidenceDays }
}

/** What a provider's notices come to, as the operator wants it. */
export function noticePolicyOf({ onUnlink, onAccountDelete }: Config): NoticePolicy {
  return { unlinked: onUnlink, accountDeleted: onAccountDelete }
}
