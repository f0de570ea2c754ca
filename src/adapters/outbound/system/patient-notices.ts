import type { ProviderNotices, ReceivedNotice } from '../../../application/ports/provider-notices.ts'
import { StorageOutage } from '../../../application/ports/storage-outage.ts'

/** Milliseconds that a provider waits for its answer at most: Kakao gives us 3 s, and does not tell twice. */
const patienceMs = 2_000
/** Milliseconds between two tries to write down what is held. */
const everyMs = 1_000
/** Beyond it a provider is told that we cannot: memory is not without end. */
const mostHeld = 10_000

export type PatientNotices = Pick<ProviderNotices, 'receive'> & {
  /** Tries once more to write down what is held. Throws with the number of notices that are lost. */
  close(): Promise<void>
}

/**
 * Takes notices also while they cannot be stored, and stores them when they can be: a provider that hears of an
 * outage of ours pauses its webhooks for everybody, and tells of nothing a second time (Kakao: 연결 해제 웹훅).
 * What is held is in this process's memory; a crash meanwhile loses it. A notice may be stored twice, which tells
 * nothing new.
 */
export function patientNotices(
  receive: ProviderNotices['receive'],
  onFailure: (error: unknown) => void,
): PatientNotices {
  const held: ReceivedNotice[] = []
  let timer: NodeJS.Timeout | undefined

  const writeDown = async () => {
    for (let notice = held[0]; notice; notice = held[0]) {
      try {
        await receive(notice)
      } catch (error) {
        onFailure(error)
        if (error instanceof StorageOutage) return
      }
      if (held[0] === notice) held.shift()
    }
  }
  const tryAgain = async () => {
    await writeDown()
    timer = held.length > 0 ? setTimeout(tryAgain, everyMs).unref() : undefined
  }
  const hold = (notice: ReceivedNotice) => {
    held.push(notice)
    timer ??= setTimeout(tryAgain, everyMs).unref()
  }

  return {
    async receive(notice) {
      // Behind those that wait already: a flood must not wait for the store one by one.
      if (held.length > 0 && held.length < mostHeld) return hold(notice)
      try {
        await inTime(receive(notice))
      } catch (error) {
        if (!(error instanceof StorageOutage) || held.length >= mostHeld) throw error
        onFailure(error)
        hold(notice)
      }
    },
    async close() {
      clearTimeout(timer)
      await writeDown()
      if (held.length > 0)
        throw new Error(`${held.length} notices of providers could not be stored and are lost`)
    },
  }
}

/** A store that is frozen is as good as one that is gone. */
async function inTime(storing: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new StorageOutage(`not stored within ${patienceMs} ms`, undefined)),
      patienceMs,
    )
  })
  try {
    await Promise.race([storing, late])
  } finally {
    clearTimeout(timer)
  }
}
