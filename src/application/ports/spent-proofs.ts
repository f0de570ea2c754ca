/** What has proved a login once and must not again, in whichever process: nonces, and id_tokens without one. */
export type SpentProofs = {
  /** True for the first caller with this proof, false for everyone after, for `seconds` at least. */
  spend(proof: string, seconds: number): Promise<boolean>
  /** Forgets the ones whose time is over; answers how many. */
  prune(): Promise<number>
}
