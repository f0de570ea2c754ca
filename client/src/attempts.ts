/** A login that was begun in this tab and has not come back yet. */
export type Attempt = { readonly codeVerifier: string; readonly returnTo: string; readonly begunAt: number }

/** Logins under way, by their `state`. */
export type Attempts = {
  begin(state: string, attempt: Attempt): void
  /** Gives an attempt out once. `undefined` for a state that this tab never sent, or that is older than the login can be. */
  take(state: string): Attempt | undefined
}

/** Milliseconds: as long as the service itself waits for a person to come back. */
const longestMs = 600_000

/**
 * In the session storage of the tab, because the person leaves the page: of this tab alone, so that two of them may
 * log in at once, and gone with it. The verifier is worth nothing without the code that goes with it.
 */
export function attemptsIn(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  name: string,
): Attempts {
  const read = (): Record<string, Attempt> => {
    const all = JSON.parse(storage.getItem(name) ?? '{}') as Record<string, Attempt>
    const young = Object.entries(all).filter(([, { begunAt }]) => Date.now() - begunAt < longestMs)
    return Object.fromEntries(young)
  }
  return {
    begin: (state, attempt) => storage.setItem(name, JSON.stringify({ ...read(), [state]: attempt })),
    take(state) {
      const { [state]: taken, ...others } = read()
      if (Object.keys(others).length === 0) storage.removeItem(name)
      else storage.setItem(name, JSON.stringify(others))
      return taken
    },
  }
}

/** Where there is no session storage: attempts live as long as the page or process. */
export function memoryStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>()
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
  }
}
