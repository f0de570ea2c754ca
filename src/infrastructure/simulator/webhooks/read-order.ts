import { isPersonId } from '../people.ts'
import { type Choice, choicesOf, eventsOf, type Order, type Provider } from './order.ts'

export type OrderRefusal = { kind: 'refused'; field: string; detail: string }
type Fields = Readonly<Record<string, unknown>>

const refused = (field: string, detail: string): OrderRefusal => ({ kind: 'refused', field, detail })
const listOf = (values: readonly string[]) => values.filter((value) => value !== '').join(', ')
const isOneOf = <Value extends string>(values: readonly Value[], value: unknown): value is Value =>
  (values as readonly unknown[]).includes(value)

const nothingElse: Omit<Order, 'provider' | 'event' | 'person'> = {
  method: '',
  referrer_type: '',
  placement: '',
  issuer: '',
  reason: '',
  link: '',
  fault: '',
}

const chosen = (fields: Fields, what: string, choices: ReturnType<typeof choicesOf>) => {
  const order = { ...nothingElse }
  for (const [name, value] of Object.entries(fields)) {
    const allowed = Object.hasOwn(choices, name) ? choices[name as Choice] : undefined
    const names = listOf(['provider', 'event', 'person', ...Object.keys(choices)])
    if (!allowed) return refused(name, `${what} has no such field. Its fields are: ${names}`)
    if (!isOneOf(allowed, value)) return refused(name, `It has to be one of: ${listOf(allowed)}`)
  }
  for (const [name, [usual = '']] of Object.entries(choices))
    order[name as Choice] = String(fields[name] ?? usual)
  return { kind: 'chosen' as const, order }
}

/** An order as it was written, or which field is wrong and what it may be. What is empty was not said. */
export const readOrder = (
  written: unknown,
  played: readonly Provider[],
): { kind: 'read'; order: Order } | OrderRefusal => {
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    return refused('body', 'It has to be a JSON object: {"provider": ..., "event": ..., "person": ...}')
  const said = Object.entries(written).filter(([, value]) => value !== '')
  const { provider, event, person, ...rest }: Fields = Object.fromEntries(said)
  if (!isOneOf(played, provider))
    return refused('provider', `It has to be one that is configured here: ${listOf(played)}`)
  const events = eventsOf(provider)
  if (!isOneOf(events, event)) return refused('event', `${provider} has these: ${listOf(events)}`)
  if (typeof person !== 'string' || !isPersonId(person))
    return refused('person', 'It has to be the id of a person, in quotes: "1000000001"')
  const rested = chosen(rest, `${provider} ${event}`, choicesOf(provider, event))
  if (rested.kind === 'refused') return rested
  return { kind: 'read', order: { provider, event, person, ...rested.order } }
}
