import { expiringMap } from '../expiring-map.ts'
import { type Delivery, deliver } from './deliver.ts'
import { endsLink } from './events.ts'
import type { Message } from './message.ts'
import type { Order, Provider } from './order.ts'
import type { Sender } from './senders.ts'

export type Senders = ReadonlyMap<Provider, Sender>
export type Sent = Order & Delivery & { at: Date }
export type PostOffice = {
  senders: Senders
  /** Undefined when there is nothing to send again. */
  send(order: Order): Promise<Delivery | undefined>
  /** The last 50, the newest first. */
  sent(): readonly Sent[]
}

const SHOWN = 50
const DAY_SECONDS = 86_400

/** Sends what providers tell to the service at `publicUrl`, after what is told of has happened here. */
export const postOffice = (publicUrl: string, senders: Senders, now: () => Date): PostOffice => {
  let sent: readonly Sent[] = []
  const genuine = expiringMap<Message>({ ttlSeconds: DAY_SECONDS, capacity: 1_000, now })

  const messageOf = async (sender: Sender, order: Order): Promise<Message | undefined> => {
    const { provider, event, person, link, fault } = order
    const name = `${provider} ${event} ${person}`
    if (fault === 'replay') return genuine.get(name)
    // Nothing has happened of which a forger tells.
    if (fault === '' && link !== 'kept' && endsLink(provider, event)) sender.unlink(person)
    const message = await sender.write(order, now())
    if (fault === '') genuine.set(name, message)
    return message
  }

  return {
    senders,
    send: async (order) => {
      const sender = senders.get(order.provider)
      const message = sender && (await messageOf(sender, order))
      if (!message) return undefined
      const at = now()
      const address = `${publicUrl}/auth/${order.provider}/webhooks/${message.webhook}`
      const once = async () => {
        const delivery = await deliver(address, message, sender.retries)
        sent = [{ ...order, ...delivery, at }, ...sent].slice(0, SHOWN)
        return delivery
      }
      const delivery = await once()
      return order.delivery === 'twice' ? once() : delivery
    },
    sent: () => sent,
  }
}
