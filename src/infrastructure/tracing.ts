import type { WaitingEvent } from '../application/ports/outbox.ts'

/** What is told of a piece of work. Words of our own: no id, no address, nothing that a person could send. */
export type Attributes = Readonly<Record<string, string | number>>

/** `client`: work that waits for somebody else. */
export type SpanOptions = { readonly kind: 'internal' | 'client'; readonly attributes?: Attributes }

/** One request, from its head to its answer. */
export type TracedRequest = {
  /** Runs what answers it. */
  within(next: () => void): void
  answered(answer: { readonly status: number; readonly code: string | undefined }): void
}

/** Follows work from the request that asked for it, through the outbox and the queue, to its effect. */
export type Tracing = {
  request(request: { readonly method: string; readonly route: string }): TracedRequest
  /** Work as a part of a request or a job; beside those it leaves no trace. What came of it is its `kind`. */
  span<Result>(name: string, options: SpanOptions, work: () => Promise<Result>): Promise<Result>
  /** The work that is going on, by W3C Trace Context, for whoever goes on with it later. */
  traceparent(): string | null
  /** Handing events over; the work that goes on from there is a part of theirs. */
  handing(
    events: readonly WaitingEvent[],
    hand: (events: readonly WaitingEvent[]) => Promise<void>,
  ): Promise<void>
  /** The job of an event, as a part of the work that told the event. */
  job<Result>(type: string, traceparent: string | undefined, work: () => Promise<Result>): Promise<Result>
  /** Sends what is left, if it can be sent soon. */
  close(): Promise<void>
}

/** Nobody traces, and nothing is done for it. */
export const noTracing: Tracing = {
  request: () => untraced,
  span: (_name, _options, work) => work(),
  traceparent: () => null,
  handing: (events, hand) => hand(events),
  job: (_type, _traceparent, work) => work(),
  close: async () => {},
}

const untraced: TracedRequest = { within: (next) => next(), answered: () => {} }
