/** How leaving goes. */
export type WithdrawalPolicy = {
  /** Seconds in which a login takes the withdrawal back; 0 erases at once. */
  readonly graceSeconds: number
  /** Days for which consents are kept as evidence after everything else is erased. */
  readonly evidenceDays: number
}
