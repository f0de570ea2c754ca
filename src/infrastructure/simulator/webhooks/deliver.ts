import type { Message } from './message.ts'

/** What came of it; `status` is null when nobody answered in time. */
export type Delivery = { sent_to: string; status: number | null; ms: number }

const PATIENCE_MS = 3_000
const PAUSE_MS = 250

const attempt = async (address: string, { method, query, headers, body }: Message) => {
  const url = query === undefined ? address : `${address}?${query}`
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const answer = await fetch(url, { method, headers, body: body ?? null, redirect: 'manual', signal })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return null
  }
}

/** Sends to the service, waiting 3 s for each answer; again only where nobody took it, `retries` times at most. */
export const deliver = async (address: string, message: Message, retries: number): Promise<Delivery> => {
  const begun = performance.now()
  let status = await attempt(address, message)
  for (let left = retries; left > 0 && (status === null || status >= 500); left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    status = await attempt(address, message)
  }
  return { sent_to: address, status, ms: Math.round(performance.now() - begun) }
}
