import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DomainEvent } from '../../src/domain/events.ts'
import type { IdentityId } from '../../src/domain/identity.ts'
import type { SignupId } from '../../src/domain/ids.ts'
import { planOnboarding } from '../../src/domain/onboarding.ts'
import type {
  CompletedSignup,
  EndedSignup,
  OpenSignup,
  SentAnswers,
} from '../../src/domain/pending-signup.ts'
import { save } from '../../src/domain/signup-answers.ts'
import { complete } from '../../src/domain/signup-completion.ts'
import { abandon, expire } from '../../src/domain/signup-endings.ts'
import { openSignup } from '../../src/domain/signup-opening.ts'
import type { TermsId } from '../../src/domain/terms.ts'
import type { UserId } from '../../src/domain/user.ts'

const ttlSeconds = 100
const required = ['tos', 'privacy']
const terms = [...required, 'ads'].map((id) => ({
  id: id as TermsId,
  version: '1',
  hash: id,
  required: id !== 'ads',
}))

/** What the model expects of the answers, in the simplest words. */
type Model = {
  status: 'open' | 'completed' | 'ended'
  nickname: string | undefined
  agreed: Set<string>
  seconds: number
}

/** The one row that a signup has, changed only by what the domain decides. */
type Row = {
  signup: OpenSignup | CompletedSignup | EndedSignup
  events: DomainEvent[]
}

type Command = fc.Command<Model, Row>

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 1) + seconds * 1_000)
const endings = ['SignupCompleted', 'PendingSignupExpired', 'PendingSignupAbandoned']

const openOf = ({ signup }: Row): OpenSignup => {
  if (signup.status !== 'open') throw new Error('the model took it for open')
  return signup
}

const holds = ({ status, nickname, agreed }: Model, row: Row) => {
  const ends = row.events.filter(({ type }) => endings.includes(type))
  expect(ends).toHaveLength(status === 'completed' || status === 'ended' ? 1 : 0)
  if (status !== 'open') return
  const { answers } = openOf(row)
  expect(answers.profile.nickname).toBe(nickname)
  expect(new Set(answers.agreedTerms)).toEqual(agreed)
}

const command = (
  name: string,
  check: (model: Model) => boolean,
  run: (model: Model, row: Row) => void,
): Command => ({
  check: (model) => check(model),
  run: (model, row) => {
    run(model, row)
    holds(model, row)
  },
  toString: () => name,
})

const isOpen = ({ status }: Model) => status === 'open'

/** A signup that was just opened, and what the model knows of it. */
const opened = (): { model: Model; real: Row } => {
  const who = { identityId: 'identity' as IdentityId, provider: 'kakao' } as const
  const { signup, events } = openSignup('signup' as SignupId, who, planOnboarding(terms), ttlSeconds, at(0))
  const model: Model = { status: 'open', nickname: undefined, agreed: new Set(), seconds: 0 }
  return { model, real: { signup, events: [...events] } }
}

const turns = (seconds: number) =>
  command(
    `turn(${seconds})`,
    () => true,
    (model) => {
      model.seconds += seconds
    },
  )

const isGood = (nickname: unknown) => nickname === undefined || nickname === null || nickname !== ''

const saves = (sent: SentAnswers) =>
  command(`save(${JSON.stringify(sent)})`, isOpen, (model, row) => {
    const before = structuredClone(row.signup)
    const saved = save(openOf(row), sent, at(model.seconds))
    if (model.seconds >= ttlSeconds) expect(saved).toEqual({ kind: 'signup_expired' })
    else if (!isGood(sent.profile.nickname)) expect(saved.kind).toBe('invalid_profile')
    else expect(saved.kind).toBe('kept')
    expect(row.signup).toEqual(before)
    if (saved.kind !== 'kept') return
    row.signup = saved.signup
    if (sent.profile.nickname !== undefined)
      model.nickname = (sent.profile.nickname as string | null) ?? undefined
    if (sent.agreedTerms) model.agreed = new Set(sent.agreedTerms)
  })

const completes = (sent: SentAnswers) =>
  command(`complete(${JSON.stringify(sent)})`, isOpen, (model, row) => {
    const before = structuredClone(row.signup)
    const made = { userId: 'user' as UserId, verifiedEmail: null }
    const outcome = complete(openOf(row), sent, made, at(model.seconds))
    const agreed = new Set([...model.agreed, ...(sent.agreedTerms ?? [])])
    const nickname = sent.profile.nickname === undefined ? model.nickname : sent.profile.nickname
    const isWhole = required.every((id) => agreed.has(id)) && Boolean(nickname)
    expect(row.signup).toEqual(before)
    expect(outcome.kind === 'completed').toBe(isWhole && model.seconds < ttlSeconds)
    if (outcome.kind !== 'completed') return
    expect(outcome.signup.user.nickname).toBe(nickname)
    expect(new Set(outcome.signup.consents.map(({ terms: { id } }) => id))).toEqual(agreed)
    Object.assign(row, { signup: outcome.signup, events: [...row.events, ...outcome.events] })
    model.status = 'completed'
  })

const abandons = command('abandon', isOpen, (model, row) => {
  const { signup, events } = abandon(openOf(row))
  Object.assign(row, { signup, events: [...row.events, ...events] })
  model.status = 'ended'
})

const expires = command('expire', isOpen, (model, row) => {
  const ended = expire(openOf(row), at(model.seconds))
  expect(ended !== undefined).toBe(model.seconds >= ttlSeconds)
  if (!ended) return
  Object.assign(row, { signup: ended.signup, events: [...row.events, ...ended.events] })
  model.status = 'ended'
})

const answers = fc.record<SentAnswers>(
  {
    profile: fc.record({ nickname: fc.constantFrom('길동', '활빈당', '', null) }, { requiredKeys: [] }),
    agreedTerms: fc.subarray(terms.map(({ id }) => id as string)),
  },
  { requiredKeys: ['profile'] },
)

it('ends once at most and only as it should, in whatever order it is saved, completed, given up and expired', () => {
  const seen = new Set<string>()
  const commands = fc.commands(
    [
      answers.map(saves),
      answers.map(completes),
      answers.map(completes),
      fc.constant(abandons),
      fc.constant(expires),
      fc.constant(expires),
      fc.integer({ min: 1, max: ttlSeconds }).map(turns),
    ],
    { maxCommands: 30, size: '+1' },
  )
  fc.assert(
    fc.property(commands, (steps) => {
      const { model, real } = opened()
      fc.modelRun(() => ({ model, real }), steps)
      seen.add(real.signup.status)
    }),
    { numRuns: 500 },
  )
  // By chance one of them is missing less than once in 10^9 runs.
  expect(seen).toEqual(new Set(['open', 'completed', 'expired', 'abandoned']))
})
