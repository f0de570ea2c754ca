import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { QueueDepth, StateSources } from './metrics/state.ts'
import { stateGauges } from './metrics/state.ts'

/** An answer of the HTTP door. The route is a pattern, never an address. */
export type Answered = {
  readonly method: string
  readonly route: string
  readonly status: number
  /** Of the problem, where the answer is one. */
  readonly code: string | undefined
  readonly seconds: number
}

/** What this process counts. Labels are words of our own: no id, no address, nothing that a person could send. */
export type Metrics = {
  useCase(useCase: string, outcome: string, seconds: number): void
  login(provider: string, outcome: string): void
  /** Has logins that never came to an outcome show as 0, so that the first one counts as an increase. */
  expectLogins(providers: readonly string[], outcomes: readonly string[]): void
  firstSeen(lagSeconds: number): void
  providerCall(provider: string, call: string, outcome: string, seconds: number): void
  /** What a provider told by itself. `times` of 0 has an outcome that never came show as 0. */
  notice(provider: string, webhook: string, outcome: string, times?: number): void
  /** `seconds` include the wait for a turn. */
  signupHook(outcome: string, seconds: number): void
  /** Has outcomes that never came show as 0. */
  expectSignupHook(outcomes: readonly string[]): void
  answered(answer: Answered): void
  /** `times` of 0 has a part that never failed show as 0. */
  failed(part: string, times?: number): void
  watchQueue(depth: QueueDepth): void
  /** Everything in Prometheus' text format, in little more than a second whatever else is down. */
  text(): Promise<string>
}

export type MetricsSources = StateSources & { readonly version: string; readonly role: string }

/** Opens a registry of its own, with what Node and the process tell of themselves. */
export function openMetrics({ version, role, ...sources }: MetricsSources): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const build = { name: 'daemun_build_info', help: 'Always 1', labelNames: ['version', 'role'] }
  new Gauge({ ...build, registers: [registry] }).set({ version, role }, 1)
  const { logins, limited, failures, useCases, requests, calls, notices, hooks, lag } = definitions(registry)
  const state = stateGauges(registry, sources)
  return {
    useCase: (useCase, outcome, seconds) => useCases.observe({ use_case: useCase, outcome }, seconds),
    login: (provider, outcome) => logins.inc({ provider, outcome }),
    expectLogins(providers, outcomes) {
      for (const provider of providers) for (const outcome of outcomes) logins.inc({ provider, outcome }, 0)
    },
    firstSeen: (lagSeconds) => lag.observe(lagSeconds),
    providerCall: (provider, call, outcome, seconds) => calls.observe({ provider, call, outcome }, seconds),
    notice: (provider, webhook, outcome, times = 1) => notices.inc({ provider, webhook, outcome }, times),
    signupHook: (outcome, seconds) => hooks.observe({ outcome }, seconds),
    expectSignupHook(outcomes) {
      for (const outcome of outcomes) hooks.zero({ outcome })
    },
    answered({ method, route, status, code, seconds }) {
      requests.observe({ method, route, status }, seconds)
      if (code === 'rate_limited') limited.inc({ route })
    },
    failed: (part, times = 1) => failures.inc({ part }, times),
    watchQueue: state.watchQueue,
    async text() {
      await state.read()
      return registry.metrics()
    },
  }
}

/** Buckets in seconds. */
const ofARequest = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const ofACall = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5]
const ofALag = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200]

function definitions(registry: Registry) {
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] })
  const histogram = (name: string, help: string, labelNames: string[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers: [registry] })
  return {
    logins: counter('daemun_logins_total', 'Logins that came back', ['provider', 'outcome']),
    limited: counter('daemun_rate_limited_requests_total', 'Requests answered 429', ['route']),
    failures: counter('daemun_background_failures_total', 'Failures outside requests', ['part']),
    useCases: histogram(
      'daemun_use_case_duration_seconds',
      'Use cases, by what came of them',
      ['use_case', 'outcome'],
      ofARequest,
    ),
    requests: histogram(
      'daemun_http_request_duration_seconds',
      'Requests, from the head to the end of the answer',
      ['method', 'route', 'status'],
      ofARequest,
    ),
    calls: histogram(
      'daemun_provider_call_duration_seconds',
      'Calls to providers, by what they answered',
      ['provider', 'call', 'outcome'],
      ofACall,
    ),
    notices: counter('daemun_provider_notices_total', 'Webhooks of providers, by what they told', [
      'provider',
      'webhook',
      'outcome',
    ]),
    hooks: histogram(
      'daemun_signup_hook_duration_seconds',
      'Calls before a user is made, by what came of them',
      ['outcome'],
      ofACall,
    ),
    lag: histogram(
      'daemun_first_seen_lag_seconds',
      'From the event UserFirstSeen to its pending signup',
      [],
      ofALag,
    ),
  }
}
