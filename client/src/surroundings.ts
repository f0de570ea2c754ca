/** What a browser has and Node has not; a page that is being rendered on a server has none of it either. */
type Surroundings = {
  readonly location: Pick<Location, 'href' | 'origin' | 'assign'> | undefined
  readonly history: Pick<History, 'replaceState' | 'state'> | undefined
  readonly sessionStorage: Storage | undefined
  readonly hasIndexedDb: boolean
}

export function surroundings(): Surroundings {
  const { location, history, document } = globalThis
  const inBrowser = document !== undefined
  return {
    location: inBrowser ? location : undefined,
    history: inBrowser ? history : undefined,
    sessionStorage: inBrowser ? storage() : undefined,
    hasIndexedDb: inBrowser && globalThis.indexedDB !== undefined,
  }
}

/** Calls back when the network is back, and when the person comes back to this tab. */
export function onReturn({ online, visible }: { online: () => void; visible: () => void }): () => void {
  const { window, document } = globalThis
  if (document === undefined) return () => {}
  const look = () => {
    if (document.visibilityState === 'visible') visible()
  }
  window.addEventListener('online', online)
  document.addEventListener('visibilitychange', look)
  return () => {
    window.removeEventListener('online', online)
    document.removeEventListener('visibilitychange', look)
  }
}

/** Reading it throws where the person has switched cookies off. */
function storage(): Storage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    return undefined
  }
}
