/** Milliseconds for one whole answer: slower than a login waits, for a doctor has time. */
const patience = 5_000
/** Bytes that are read of one answer. */
const most = 262_144

/** An answer as it came: nothing is followed, any status is an answer. */
export type Told = {
  readonly status: number
  readonly location: string | null
  readonly text: string
  /** The body where it is a JSON object, else empty. */
  readonly json: Readonly<Record<string, unknown>>
}

/** Nobody answered; the message says why in the network's words. */
export class Unreachable extends Error {
  override name = 'Unreachable'
  readonly code: string

  constructor(host: string, cause: unknown) {
    const { code = '', message = '' } = rootOf(cause)
    super(`${host}: ${code || message || 'no answer'}`)
    this.code = code
  }
}

export type Ask = {
  get(url: string, headers?: Record<string, string>): Promise<Told>
  post(url: string, form: Record<string, string>): Promise<Told>
}

/** Asks over HTTP, once each. `heard` learns of every server's clock: how many ms it is ahead of ours. */
export function asking(heard: (host: string, aheadMs: number) => void): Ask {
  const ask = async (url: string, init: RequestInit): Promise<Told> => {
    const { host } = new URL(url)
    try {
      const answer = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patience) })
      const date = Date.parse(answer.headers.get('date') ?? '')
      if (Number.isFinite(date)) heard(host, date - Date.now())
      const text = await textOf(answer)
      const told = { status: answer.status, location: answer.headers.get('location'), text }
      return { ...told, json: objectOf(text) }
    } catch (error) {
      throw new Unreachable(host, error)
    }
  }
  return {
    get: (url, headers = {}) => ask(url, { headers }),
    post: (url, form) => ask(url, { method: 'POST', body: new URLSearchParams(form) }),
  }
}

async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true })
    if (text.length > most) break
  }
  return text
}

function objectOf(text: string): Told['json'] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  } catch {
    return {}
  }
}

/** Undici wraps what happened: the innermost error has the word that an operator knows. */
function rootOf(error: unknown): { code?: string; message?: string } {
  const { cause } = (error ?? {}) as { cause?: unknown }
  return cause === undefined ? (error as { code?: string; message?: string }) : rootOf(cause)
}
