import type { Delivery } from './deliver.ts'
import type { PostOffice } from './post-office.ts'
import { type OrderRefusal, readOrder } from './read-order.ts'

const nothingToReplay: OrderRefusal = {
  kind: 'refused',
  field: 'fault',
  detail: {
    ko: '이 사람의 이 알림은 아직 보낸 적이 없어서 다시 보낼 수 없어요.',
    en: 'Nothing was sent before about this person and event that could be sent again.',
  },
}

/** Sends what was ordered, or tells which field of the order is wrong. */
export const placeOrder = async (
  office: PostOffice,
  written: unknown,
): Promise<{ kind: 'sent'; delivery: Delivery } | OrderRefusal> => {
  const read = readOrder(written, [...office.senders.keys()])
  if (read.kind === 'refused') return read
  const delivery = await office.send(read.order)
  return delivery ? { kind: 'sent', delivery } : nothingToReplay
}
