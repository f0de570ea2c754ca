import type { Kept, Store } from './store.ts'
import { memoryStore } from './store.ts'

const table = 'sessions'

/**
 * A store that all tabs of this origin share and that outlives them. Where a browser has no IndexedDB, or takes it
 * away, this tab goes on with what it remembers.
 */
export function indexedDbStore(name: string): Store {
  let opened: Promise<IDBDatabase> | undefined
  let instead: Store | undefined
  const memory = memoryStore()

  const database = () => {
    opened ??= open(name, () => {
      opened = undefined
    })
    return opened
  }
  const attempt = async <Result>(
    action: () => Promise<Result>,
    otherwise: (store: Store) => Promise<Result>,
  ) => {
    if (instead) return otherwise(instead)
    try {
      return await action()
    } catch {
      instead = memory
      return otherwise(instead)
    }
  }
  return {
    shared: true,
    async read() {
      const kept = await attempt(
        async () => get(await database()),
        (store) => store.read(),
      )
      if (kept && !instead) await memory.write(kept)
      return kept
    },
    async write(kept) {
      await memory.write(kept)
      await attempt(
        async () => put(await database(), kept),
        (store) => store.write(kept),
      )
    },
  }
}

function open(name: string, onClose: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(table)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('IndexedDB is blocked'))
    request.onsuccess = () => {
      request.result.onclose = onClose
      // Somebody wants to delete it: who holds it open would keep them waiting.
      request.result.onversionchange = () => {
        request.result.close()
        onClose()
      }
      resolve(request.result)
    }
  })
}

function get(database: IDBDatabase): Promise<Kept | undefined> {
  return new Promise((resolve, reject) => {
    const request = database.transaction(table).objectStore(table).get('current')
    request.onsuccess = () => resolve(request.result as Kept | undefined)
    request.onerror = () => reject(request.error)
  })
}

/** Resolves when it is stored, not when it is asked for. */
function put(database: IDBDatabase, kept: Kept): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(table, 'readwrite')
    transaction.objectStore(table).put(kept, 'current')
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}
