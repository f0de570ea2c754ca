import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Loop } from '../../src/adapters/inbound/worker/loops.ts'
import { startLoop } from '../../src/adapters/inbound/worker/loops.ts'

const everyMs = 1_000
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('startLoop', () => {
  const loops: Loop[] = []
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(async () => {
    await Promise.all(loops.splice(0).map((loop) => loop.stop()))
    vi.useRealTimers()
  })

  /** A loop whose runs are counted and do what `task` says. */
  const stage = (task: (run: number) => Promise<number> = async () => 0) => {
    const seen = { runs: 0, errors: [] as unknown[] }
    const loop = startLoop(
      () => {
        seen.runs += 1
        return task(seen.runs)
      },
      { everyMs, onError: (error) => seen.errors.push(error) },
    )
    loops.push(loop)
    return { seen, ...loop }
  }

  it('runs at once and then at every tick', async () => {
    const { seen } = stage()
    await pass(0)
    expect(seen.runs).toBe(1)
    await pass(999)
    expect(seen.runs).toBe(1)
    await pass(1)
    expect(seen.runs).toBe(2)
    await pass(5_000)
    expect(seen.runs).toBe(7)
  })

  it('runs again at once while it finds work', async () => {
    const { seen } = stage(async (run) => (run < 5 ? 100 : 0))
    await pass(0)
    expect(seen.runs).toBe(5)
  })

  it('runs soon when it is woken, and by the clock afterwards', async () => {
    const { seen, wake } = stage()
    await pass(400)
    wake()
    await pass(0)
    expect(seen.runs).toBe(2)
    await pass(999)
    expect(seen.runs).toBe(2)
    await pass(1)
    expect(seen.runs).toBe(3)
  })

  it('runs once more when it is woken during a run, which may have come too early to see why', async () => {
    const running = Promise.withResolvers<number>()
    const { seen, wake } = stage((run) => (run === 1 ? running.promise : Promise.resolve(0)))
    wake()
    wake()
    running.resolve(0)
    await pass(0)
    expect(seen.runs).toBe(2)
    await pass(0)
    expect(seen.runs).toBe(2)
  })

  it('makes one run of a hundred wakes', async () => {
    const { seen, wake } = stage()
    await pass(100)
    for (let each = 0; each < 100; each += 1) wake()
    await pass(0)
    expect(seen.runs).toBe(2)
  })

  it('never runs twice at once', async () => {
    let atOnce = 0
    let most = 0
    const { wake, seen } = stage(async () => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await Promise.resolve()
      atOnce -= 1
      return 0
    })
    for (let each = 0; each < 20; each += 1) {
      wake()
      await pass(100)
    }
    expect(seen.runs).toBeGreaterThan(10)
    expect(most).toBe(1)
  })

  it('tells of a failed run and tries again at the next tick', async () => {
    const failure = new Error('the queue is down')
    const { seen } = stage(async (run) => {
      if (run <= 2) throw failure
      return 0
    })
    await pass(0)
    expect(seen).toEqual({ runs: 1, errors: [failure] })
    await pass(1_000)
    expect(seen).toEqual({ runs: 2, errors: [failure, failure] })
    await pass(1_000)
    expect(seen).toEqual({ runs: 3, errors: [failure, failure] })
  })

  it('tries again soon when it is woken after a failure', async () => {
    const { seen, wake } = stage(async (run) => {
      if (run === 1) throw new Error('the queue is down')
      return 0
    })
    await pass(10)
    wake()
    await pass(0)
    expect(seen.runs).toBe(2)
  })

  it('stops at once while it rests, and runs no more', async () => {
    const { seen, stop, wake } = stage()
    await pass(0)
    await stop()
    wake()
    await pass(10_000)
    expect(seen.runs).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('stops after the run in hand', async () => {
    const running = Promise.withResolvers<number>()
    const { seen, stop } = stage(() => running.promise)
    let stopped = false
    const stopping = stop().then(() => {
      stopped = true
    })
    await pass(5_000)
    expect(stopped).toBe(false)
    running.resolve(100)
    await stopping
    expect(seen.runs).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('stops after a run that fails, telling of it', async () => {
    const running = Promise.withResolvers<number>()
    const { seen, stop } = stage(() => running.promise)
    const stopping = stop()
    running.reject(new Error('the queue is down'))
    await stopping
    expect(seen.errors).toHaveLength(1)
    await stop()
  })
})
