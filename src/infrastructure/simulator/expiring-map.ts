export type ExpiringMap<Value> = {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  delete(key: string): void
  /** Gives the value to the first caller only. */
  take(key: string): Value | undefined
  /** The keys of the values that match, oldest first. */
  keysWhere(matches: (value: Value) => boolean): string[]
  deleteWhere(matches: (value: Value) => boolean): void
}

type Limits = { ttlSeconds: number; capacity: number; now: () => Date }

/**
 * Keeps each value for `ttlSeconds` after it was set, and never more than `capacity` of them: the oldest goes
 * first. Needs no timer, since entries stand in the order in which they expire.
 */
export const expiringMap = <Value>({ ttlSeconds, capacity, now }: Limits): ExpiringMap<Value> => {
  const entries = new Map<string, { value: Value; expiresAt: number }>()
  const tidy = () => {
    for (const [key, { expiresAt }] of entries) {
      if (entries.size <= capacity && expiresAt > now().getTime()) return
      entries.delete(key)
    }
  }
  const get = (key: string) => {
    const entry = entries.get(key)
    return entry && entry.expiresAt > now().getTime() ? entry.value : undefined
  }
  const remove = (key: string) => void entries.delete(key)
  return {
    get,
    delete: remove,
    set: (key, value) => {
      // A Map keeps the place of a key that is set again, which would break the order of expiry.
      entries.delete(key)
      entries.set(key, { value, expiresAt: now().getTime() + ttlSeconds * 1000 })
      tidy()
    },
    take: (key) => {
      const value = get(key)
      entries.delete(key)
      return value
    },
    keysWhere: (matches) =>
      [...entries]
        .filter(([, { value, expiresAt }]) => expiresAt > now().getTime() && matches(value))
        .map(([key]) => key),
    deleteWhere: (matches) => {
      for (const [key, { value }] of entries) if (matches(value)) entries.delete(key)
    },
  }
}
