import type { Text } from '../pages/language.ts'
import { isPersonId } from '../people.ts'
import { type Choice, choicesOf, eventsOf, type Order, orderOf, type Provider } from './order.ts'

export type OrderRefusal = { kind: 'refused'; field: string; detail: Text }
type Fields = Readonly<Record<string, unknown>>

const refused = (field: string, ko: string, en: string): OrderRefusal => ({
  kind: 'refused',
  field,
  detail: { ko, en },
})
const listOf = (values: readonly string[]) => values.filter((value) => value !== '').join(', ')
const isOneOf = <Value extends string>(values: readonly Value[], value: unknown): value is Value =>
  (values as readonly unknown[]).includes(value)

const notOneOf = (field: string, allowed: readonly string[]) =>
  refused(field, `이 가운데 하나여야 해요: ${listOf(allowed)}`, `It has to be one of: ${listOf(allowed)}`)

const wrongChoice = (said: Fields, provider: Provider, event: string): OrderRefusal | undefined => {
  const choices = choicesOf(provider, event)
  const names = listOf(['provider', 'event', 'person', ...Object.keys(choices)])
  for (const [name, value] of Object.entries(said)) {
    const allowed = Object.hasOwn(choices, name) ? choices[name as Choice] : undefined
    const what = `${provider} ${event}`
    if (!allowed)
      return refused(
        name,
        `${what}에는 없는 항목이에요. 쓸 수 있는 항목: ${names}`,
        `${what} has no such field; it has: ${names}`,
      )
    if (!isOneOf(allowed, value)) return notOneOf(name, allowed)
  }
}

/** What the order has to be, at its outside. */
const notAnOrder = refused(
  'body',
  'JSON 객체여야 해요: {"provider": ..., "event": ..., "person": ...}',
  'It has to be a JSON object: {"provider": ..., "event": ..., "person": ...}',
)
const notAPerson = refused(
  'person',
  '따옴표로 감싼 회원 번호여야 해요: "1000000001"',
  'It has to be the id of a person, as text: "1000000001"',
)

/** An order as it was written, or which field is wrong and what it may be. What is empty was not said. */
export const readOrder = (
  written: unknown,
  played: readonly Provider[],
): { kind: 'read'; order: Order } | OrderRefusal => {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return notAnOrder
  const said = Object.entries(written).filter(([, value]) => value !== '')
  const { provider, event, person, ...rest }: Fields = Object.fromEntries(said)
  if (!isOneOf(played, provider)) return notOneOf('provider', played)
  const events = eventsOf(provider)
  if (!isOneOf(events, event)) return notOneOf('event', events)
  if (typeof person !== 'string' || !isPersonId(person)) return notAPerson
  const wrong = wrongChoice(rest, provider, event)
  return wrong ?? { kind: 'read', order: orderOf(provider, event, person, rest) }
}
