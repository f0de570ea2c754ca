import { expect, it } from 'vitest'
import { remembered } from '../../src/infrastructure/metrics/remembered.ts'

const look = { freshMs: 3_000, deadlineMs: 20 }

/** A reading that is answered by hand, on a clock that is turned by hand. */
function readings() {
  const asked: PromiseWithResolvers<number>[] = []
  let time = 0
  const read = () => {
    const answer = Promise.withResolvers<number>()
    asked.push(answer)
    return answer.promise
  }
  const turn = (ms: number) => {
    time += ms
  }
  return { asked, turn, ask: remembered(read, look, () => time) }
}

it('reads once for all who ask at a time, and for those soon after', async () => {
  const { asked, turn, ask } = readings()
  const answers = Promise.all([ask(), ask(), ask()])
  asked[0]?.resolve(7)
  expect(await answers).toEqual([7, 7, 7])
  turn(2_999)
  expect(await ask()).toBe(7)
  turn(1)
  const next = ask()
  asked[1]?.resolve(8)
  expect(await next).toBe(8)
  expect(asked).toHaveLength(2)
})

it('does not wait for longer than the deadline, nor ask again while one reading is under way', async () => {
  const { asked, ask } = readings()
  expect(await ask()).toBeUndefined()
  expect(await ask()).toBeUndefined()
  expect(asked).toHaveLength(1)
  asked[0]?.resolve(7)
  expect(await ask()).toBe(7)
})

it('knows nothing after a failure until it is time to read again', async () => {
  const { asked, turn, ask } = readings()
  const first = ask()
  asked[0]?.reject(new Error('the database is gone'))
  expect(await first).toBeUndefined()
  expect(await ask()).toBeUndefined()
  expect(asked).toHaveLength(1)
  turn(3_000)
  const next = ask()
  asked[1]?.resolve(7)
  expect(await next).toBe(7)
})
