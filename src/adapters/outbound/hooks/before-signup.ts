import { Agent, errors } from 'undici'
import type { SignupHook, SignupVerdict } from '../../../application/ports/signup-hook.ts'
import { SignupHookFailure } from '../../../application/ports/signup-hook.ts'
import { verdictOf } from './hook-answer.ts'
import { hookGuard, mostAtOnce } from './hook-guard.ts'
import type { SignedMessage } from './signed-message.ts'
import { signedMessages } from './signed-message.ts'

/** Milliseconds for everything: the wait for a turn, the connection, the last byte of the answer. */
const deadlineMs = 2_000

/** Bytes of an answer. */
const largestAnswer = 16 * 1_024

/** Less than the 5 s after which many servers close a connection that is not used. */
const keepAliveMs = 4_000

/** Where the operator's service is and what it knows us by; the first secret and every other sign. */
export type HookSettings = { readonly url: URL; readonly secrets: readonly string[] }

/** Asks the operator's service, once for each ask: one POST, never repeated and never redirected. */
export function beforeSignupHook({ url, secrets }: HookSettings): SignupHook & { close(): Promise<void> } {
  const dispatcher = new Agent({
    connect: { timeout: deadlineMs },
    connections: mostAtOnce,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    maxResponseSize: largestAnswer,
  })
  const [guard, sign] = [hookGuard(), signedMessages(secrets)]
  return {
    async ask(applicant) {
      const deadline = new AbortController()
      const late = () => deadline.abort(new SignupHookFailure('timeout', `no answer in ${deadlineMs} ms`))
      const timer = setTimeout(late, deadlineMs)
      try {
        const message = sign(applicant, new Date())
        return await guard(() => answerOf(dispatcher, url, message, deadline.signal), deadline.signal)
      } finally {
        clearTimeout(timer)
      }
    },
    close: () => dispatcher.close(),
  }
}

async function answerOf(
  dispatcher: Agent,
  { origin, pathname, search }: URL,
  { body, headers }: SignedMessage,
  signal: AbortSignal,
): Promise<SignupVerdict> {
  try {
    const answer = await dispatcher.request({
      origin,
      path: pathname + search,
      method: 'POST',
      headers: { ...headers, accept: 'application/json', 'accept-encoding': 'identity' },
      body,
      signal,
    })
    const text = utf8.decode(await answer.body.bytes())
    const good = answer.statusCode >= 200 && answer.statusCode < 300
    const verdict = good ? verdictOf(String(answer.headers['content-type'] ?? ''), text) : undefined
    if (verdict) return verdict
    throw new SignupHookFailure('bad_answer', `status ${answer.statusCode} without allow: true or false`)
  } catch (error) {
    throw asFailure(error, signal)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function asFailure(error: unknown, { aborted, reason }: AbortSignal): SignupHookFailure {
  if (error instanceof SignupHookFailure) return error
  if (aborted) return reason
  if (error instanceof errors.ResponseExceededMaxSizeError || error instanceof TypeError)
    return new SignupHookFailure('bad_answer', 'the answer is too large, or not UTF-8')
  const told = error instanceof Error ? error.message : 'an unknown error'
  return new SignupHookFailure('unreachable', told)
}
