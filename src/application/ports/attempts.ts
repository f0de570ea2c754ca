/** Remembers which login attempts are over, for as long as one could still be tried again. */
export type Attempts = {
  /** True for the first caller with this state, false for everyone after (ASVS 10.1.2, RFC 9700 4.7). */
  spend(state: string): boolean
}
