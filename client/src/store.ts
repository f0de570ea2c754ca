/** What outlives an access token. */
export type Kept = {
  /** Counts up with every login, refresh and sign-out, and never down. */
  readonly turn: number
  /** `null` when signed out, and where the browser keeps it in an HttpOnly cookie. */
  readonly refreshToken: string | null
  /** Whom it was issued to; `null` for one that came by no client's code. */
  readonly clientId: string | null
}

/**
 * Where the refresh token waits for the next refresh. What was written must be read by whoever gets the lock
 * next: IndexedDB promises that across tabs, Web Storage does not.
 */
export type Store = {
  read(): Promise<Kept | undefined>
  write(kept: Kept): Promise<void>
  /** Whether all tabs of this origin read the same. */
  readonly shared: boolean
}

/** Gone with the page, and of no other tab: nothing lies on the disk. */
export function memoryStore(): Store {
  let kept: Kept | undefined
  return {
    shared: false,
    read: async () => kept,
    async write(next) {
      kept = next
    },
  }
}
