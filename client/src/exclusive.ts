/** Runs one action at a time, whoever asks, in the order of asking. */
export type Exclusively = <Result>(action: () => Promise<Result>) => Promise<Result>

/**
 * One at a time across all tabs, by a Web Lock: a tab that is closed or killed in the middle lets go of it. Where
 * there are none (a page that came by plain http), one at a time within this page.
 */
export function exclusive(name: string, acrossTabs: boolean): Exclusively {
  const locks = acrossTabs ? globalThis.navigator?.locks : undefined
  return locks ? (action) => locks.request(name, action) as ReturnType<typeof action> : inTurn()
}

function inTurn(): Exclusively {
  let last: Promise<unknown> = Promise.resolve()
  return (action) => {
    const mine = last.then(action)
    last = mine.catch(() => {})
    return mine
  }
}
