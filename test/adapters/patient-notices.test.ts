import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { patientNotices } from '../../src/adapters/outbound/system/patient-notices.ts'
import type { ReceivedNotice } from '../../src/application/ports/provider-notices.ts'
import { StorageOutage } from '../../src/application/ports/storage-outage.ts'
import type { Subject } from '../../src/domain/identity.ts'

const noticeOf = (subject: string): ReceivedNotice => ({
  provider: 'kakao',
  subject: subject as Subject,
  notice: 'unlinked',
  id: null,
  at: null,
})

/** A store that can be taken away. */
const flakyStore = () => {
  const stored: string[] = []
  const store = { state: 'up' as 'up' | 'gone' | 'frozen' | 'broken', stored }
  const receive = async ({ subject }: ReceivedNotice) => {
    if (store.state === 'frozen') return new Promise<void>(() => {})
    if (store.state === 'gone') throw new StorageOutage('gone', undefined)
    if (store.state === 'broken') throw new Error('a bug')
    stored.push(subject)
  }
  return { store, receive }
}

describe('notices while they cannot be stored', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('are stored in their order once they can be', async () => {
    const { store, receive } = flakyStore()
    const failures: unknown[] = []
    const notices = patientNotices(receive, (error) => failures.push(error))
    store.state = 'gone'
    for (const subject of ['1', '2', '3']) await notices.receive(noticeOf(subject))
    await vi.advanceTimersByTimeAsync(3_000)
    expect(store.stored).toEqual([])
    store.state = 'up'
    await vi.advanceTimersByTimeAsync(1_000)
    await notices.receive(noticeOf('4'))
    expect(store.stored).toEqual(['1', '2', '3', '4'])
    expect(failures.length).toBeGreaterThan(0)
  })

  it('keep a provider waiting for less than 3 s when the store is frozen', async () => {
    const { store, receive } = flakyStore()
    const notices = patientNotices(receive, () => {})
    store.state = 'frozen'
    const answered = vi.fn()
    void notices.receive(noticeOf('1')).then(answered)
    await vi.advanceTimersByTimeAsync(2_500)
    expect(answered).toHaveBeenCalledOnce()
  })

  it('are refused when a fault of ours, and not an outage, keeps them out', async () => {
    const { store, receive } = flakyStore()
    const notices = patientNotices(receive, () => {})
    store.state = 'broken'
    await expect(notices.receive(noticeOf('1'))).rejects.toThrow('a bug')
    store.state = 'up'
    await notices.close()
    expect(store.stored).toEqual([])
  })

  it('are bounded: beyond 10,000 the provider is told that we cannot', async () => {
    const { store, receive } = flakyStore()
    const notices = patientNotices(receive, () => {})
    store.state = 'gone'
    for (let count = 0; count < 10_000; count += 1) await notices.receive(noticeOf(String(count)))
    await expect(notices.receive(noticeOf('one more'))).rejects.toThrow(StorageOutage)
    store.state = 'up'
    await notices.close()
    expect(store.stored).toHaveLength(10_000)
  })

  it('are told of as lost when the process ends meanwhile', async () => {
    const { store, receive } = flakyStore()
    const notices = patientNotices(receive, () => {})
    store.state = 'gone'
    await notices.receive(noticeOf('1'))
    await expect(notices.close()).rejects.toThrow('1 notices of providers')
  })
})
