import { googleEvents, kakaoEvents, reasonsOf, referrerTypes } from './events.ts'
import { forgeries } from './message.ts'

export const providers = ['kakao', 'naver', 'google'] as const
export type Provider = (typeof providers)[number]

/** A webhook to send. The rest is text that `choicesOf` allows, and empty where nothing special is wanted. */
export type Order = {
  provider: Provider
  event: string
  person: string
  method: string
  referrer_type: string
  placement: string
  issuer: string
  delivery: string
  reason: string
  /** `kept`: the person stays linked, as with the test button of a console. */
  link: string
  fault: string
}
export type Choice = Exclude<keyof Order, 'provider' | 'event' | 'person'>
type Choices = Partial<Record<Choice, readonly string[]>>

/** What a provider can tell. */
export const eventsOf = (provider: Provider): readonly string[] => {
  if (provider === 'google') return [...googleEvents.keys()]
  return provider === 'naver' ? ['unlink'] : ['unlink', ...kakaoEvents.keys()]
}

const usual: Choices = {
  link: ['', 'kept'],
  fault: ['', 'wrong_key', 'bad_signature', 'old_timestamp', 'replay'],
}

/** What may be said beside provider, event and person, and how; the first of each is meant unless told. */
export const choicesOf = (provider: Provider, event: string): Choices => {
  if (provider === 'naver') return { placement: ['query', 'body'], ...usual }
  // Nothing is signed there, and no time is told.
  if (provider === 'kakao' && event === 'unlink')
    return {
      method: ['POST', 'GET'],
      referrer_type: referrerTypes,
      ...usual,
      fault: ['', 'wrong_key', 'replay'],
    }
  const reason = reasonsOf(provider, event)
  const google = provider === 'google' && {
    issuer: ['discovered', 'trailing_slash', 'without_scheme'],
    delivery: ['once', 'twice'],
  }
  const fault = ['', ...forgeries, 'replay']
  return { ...google, ...(reason.length > 0 && { reason: ['', ...reason] }), ...usual, fault }
}

const unsaid: Omit<Order, 'provider' | 'event' | 'person'> = {
  method: '',
  referrer_type: '',
  placement: '',
  issuer: '',
  delivery: '',
  reason: '',
  link: '',
  fault: '',
}

/** The order with what is usual where nothing was chosen. */
export const orderOf = (
  provider: Provider,
  event: string,
  person: string,
  chosen: Partial<Record<Choice, string>> = {},
): Order => {
  const order: Order = { ...unsaid, provider, event, person }
  for (const [name, [usual = '']] of Object.entries(choicesOf(provider, event)))
    order[name as Choice] = chosen[name as Choice] ?? usual
  return order
}
