import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Loaded into the service before itself: tells the bench how its process is. */
export type Question = { readonly about: 'memory' | 'delay' }

/** MiB; `heap` is what is left in use after a garbage collection. */
export type Memory = { readonly rss: number; readonly heap: number }

/** Milliseconds by which the event loop was late, since the last question; the first one only begins. */
export type Delay = { readonly p50: number; readonly p99: number; readonly max: number }

/** The histogram holds whole waits of a timer of this many milliseconds. */
const resolution = 1
const waits = monitorEventLoopDelay({ resolution })

const answers = {
  memory(): Memory {
    // The second one takes what the first one only found out to be garbage.
    for (let times = 0; times < 2; times += 1) globalThis.gc?.()
    const { rss, heapUsed } = process.memoryUsage()
    return { rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20 }
  },
  delay(): Delay {
    // From the first question on: a timer of every millisecond is a fiftieth of a core, which no login costs.
    waits.enable()
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution)
    const [p50, p99, max] = [late(waits.percentile(50)), late(waits.percentile(99)), late(waits.max)]
    waits.reset()
    return { p50, p99, max }
  },
}

process.on('message', ({ about }: Question) => void process.send?.(answers[about]()))
// Only the bench waits for an answer; the service ends when it is done.
process.channel?.unref()
