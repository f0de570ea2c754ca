import { Agent, errors } from 'undici'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { ProviderName } from '../../../domain/identity.ts'
import { mostAtOnce, providerGuard } from './provider-guard.ts'

/** Milliseconds from the first byte sent to the last byte read of one call. */
const deadlineMs = 3_000

/** Bytes of one answer: the longest honest one, a profile, has some 3 KB. */
const largestAnswer = 64 * 1_024

/** What a provider answered: JSON, whatever the status, because providers explain themselves in the body. */
export type ProviderAnswer = {
  readonly status: number
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
}

/** Calls to one provider. Throws `ProviderFailure` for anything but an answer in time, and a JSON object at that. */
export type ProviderHttp = {
  get(url: string, headers?: Record<string, string>): Promise<ProviderAnswer>
  /** Sends a form, once: a POST that carries a code is never repeated and never follows a redirect. */
  postForm(
    url: string,
    form: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<ProviderAnswer>
  /** The same where the status says it all: `json` is empty for a body of another kind, or none (RFC 7009 2.2). */
  tell(url: string, form: Record<string, string>, headers?: Record<string, string>): Promise<ProviderAnswer>
  close(): Promise<void>
}

/** Keep-alive connections to one provider, with a deadline over the whole answer and a cap on its size (RC13). */
export function providerHttp(provider: ProviderName): ProviderHttp {
  const dispatcher = new Agent({
    connect: { timeout: 2_000 },
    connections: mostAtOnce,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    maxResponseSize: largestAnswer,
  })
  const guard = providerGuard(provider)
  const call = (url: string, options: CallOptions) =>
    guard(() => answerOf(provider, dispatcher, new URL(url), options))
  return {
    get: (url, headers = {}) => call(url, { method: 'GET', headers: { ...plain, ...headers } }),
    postForm: (url, form, headers = {}) => call(url, formOptions(form, headers)),
    tell: (url, form, headers = {}) => call(url, { ...formOptions(form, headers), anyBody: true }),
    close: () => dispatcher.close(),
  }
}

/** Compressed answers are not asked for, so that the cap counts what will be parsed. */
const plain = { accept: 'application/json', 'accept-encoding': 'identity' }

type CallOptions = {
  readonly method: 'GET' | 'POST'
  readonly headers: Record<string, string>
  readonly body?: string
  readonly anyBody?: boolean
}

function formOptions(form: Record<string, string>, headers: Record<string, string>): CallOptions {
  return {
    method: 'POST',
    headers: { ...plain, ...headers, 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams(form).toString(),
  }
}

async function answerOf(
  provider: ProviderName,
  dispatcher: Agent,
  { origin, host, pathname, search }: URL,
  { anyBody, ...options }: CallOptions,
): Promise<ProviderAnswer> {
  const told = `${options.method} ${host}${pathname}`
  const deadline = new AbortController()
  // Taken back when the answer is there: AbortSignal.timeout() would go off for every call, seconds after it.
  const timer = setTimeout(() => deadline.abort(), deadlineMs)
  try {
    const call = { ...options, origin, path: pathname + search, signal: deadline.signal }
    const { statusCode, headers, body } = await dispatcher.request(call)
    const text = utf8.decode(await body.bytes())
    const json = parseObject(String(headers['content-type'] ?? ''), headers['content-encoding'], text)
    if (json || anyBody) return { status: statusCode, text, json: json ?? {} }
    throw new ProviderFailure(
      'provider_unavailable',
      provider,
      `${told} answered ${statusCode} without a JSON object`,
    )
  } catch (error) {
    throw asFailure(error, deadline.signal, provider, told)
  } finally {
    clearTimeout(timer)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parseObject(
  contentType: string,
  encoding: unknown,
  text: string,
): ProviderAnswer['json'] | undefined {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(contentType) || (encoding ?? 'identity') !== 'identity')
    return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function asFailure(
  error: unknown,
  signal: AbortSignal,
  provider: ProviderName,
  told: string,
): ProviderFailure {
  if (error instanceof ProviderFailure) return error
  const late = signal.aborted || error instanceof errors.ConnectTimeoutError
  if (late)
    return new ProviderFailure('provider_timeout', provider, `${told} took longer than ${deadlineMs} ms`)
  const reason = error instanceof Error ? error.message : 'an unknown error'
  return new ProviderFailure('provider_unavailable', provider, `${told} failed: ${reason}`)
}
