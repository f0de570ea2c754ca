/** What a call does, as far as its limits are concerned. */
export type Flow = 'begin' | 'callback' | 'signup' | 'token' | 'webhook' | 'other'

/** Whose calls are counted together: a client's address, one login attempt, one identity or session. */
export type Party = 'address' | 'attempt' | 'holder'

export type Allowance = {
  readonly kind: 'allowed' | 'exceeded'
  readonly limit: number
  readonly remaining: number
  /** Until the count begins anew. */
  readonly resetSeconds: number
}

/** Counts calls. Atomic, and never in the way: a shared store that is slow or gone is replaced by a local one. */
export type RateLimits = {
  /** Counts one more call; `undefined` where this flow has no limit for this party. */
  take(flow: Flow, party: Party, key: string): Promise<Allowance | undefined>
}
