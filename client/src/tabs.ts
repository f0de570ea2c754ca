import type { Held, TabSession } from './session-state.ts'

/** What tabs tell each other. Never a refresh token. */
type Message =
  | { readonly type: 'refreshed'; readonly held: Held }
  | { readonly type: 'signed_out'; readonly turn: number }

/** The other tabs of this origin. */
export type Tabs = {
  tell(message: Message): void
  /** The token of that turn or a later one, as another tab is about to tell; `undefined` if there is none or it never does. */
  hear(turn: number): Promise<Held | undefined>
  close(): void
}

/** Milliseconds: a tab tells at the moment in which it has stored; one that was killed in between never will. */
const hearsayMs = 1_000

/** Listens to the other tabs and lets this one know. */
export function otherTabs(name: string, session: TabSession): Tabs {
  const channel = new BroadcastChannel(name)
  // In Node, where it would keep the process alive.
  ;(channel as { unref?: () => void }).unref?.()
  const waiting = new Set<() => void>()
  let isOpen = true
  channel.onmessage = ({ data }: { data: Message }) => {
    if (data.type === 'refreshed') session.hold(data.held)
    else session.end(data.turn, 'elsewhere')
    for (const look of waiting) look()
  }
  return {
    tell(message) {
      if (isOpen) channel.postMessage(message)
    },
    hear: (turn) =>
      new Promise((resolve) => {
        const look = () => {
          if (session.turn() >= turn) stop(session.held())
        }
        const stop = (held?: Held) => {
          clearTimeout(timer)
          waiting.delete(look)
          resolve(held)
        }
        const timer = setTimeout(() => stop(), hearsayMs)
        waiting.add(look)
        look()
      }),
    close() {
      isOpen = false
      channel.close()
    },
  }
}

/** For a session that no other tab has a part in. */
export const alone: Tabs = { tell: () => {}, hear: async () => undefined, close: () => {} }
