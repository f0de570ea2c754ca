import { describe, expect, it } from 'vitest'
import { expiringMap } from '../../src/infrastructure/simulator/expiring-map.ts'

const clock = { now: 0 }
const newMap = () => expiringMap<string>({ ttlSeconds: 10, capacity: 2, now: () => new Date(clock.now) })

describe('expiringMap', () => {
  it('forgets a value when its time is over', () => {
    const map = newMap()
    map.set('a', 'first')
    clock.now += 9_999
    expect(map.get('a')).toBe('first')
    clock.now += 1
    expect(map.get('a')).toBeUndefined()
    expect(map.take('a')).toBeUndefined()
  })

  it('drops the oldest when it is full; setting anew makes young', () => {
    const map = newMap()
    map.set('a', 'first')
    map.set('b', 'second')
    map.set('a', 'first again')
    map.set('c', 'third')
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual(['first again', undefined, 'third'])
  })

  it('gives a value to the first taker only', () => {
    const map = newMap()
    map.set('a', 'first')
    expect([map.take('a'), map.take('a')]).toEqual(['first', undefined])
  })
})
