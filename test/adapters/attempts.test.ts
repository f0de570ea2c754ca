import { describe, expect, it } from 'vitest'
import { localAttempts } from '../../src/adapters/outbound/system/attempts.ts'
import { turnedClock } from '../support/turned-clock.ts'

describe('localAttempts', () => {
  it('lets a state be spent once', () => {
    const attempts = localAttempts(turnedClock())
    expect([attempts.spend('one'), attempts.spend('other')]).toEqual([true, true])
    expect([attempts.spend('one'), attempts.spend('other'), attempts.spend('one')]).toEqual([
      false,
      false,
      false,
    ])
  })

  it('remembers a state for as long as its attempt could be believed, and no longer', () => {
    const clock = turnedClock()
    const attempts = localAttempts(clock)
    attempts.spend('one')
    clock.turn(599.999)
    expect(attempts.spend('one')).toBe(false)
    clock.turn(0.001)
    expect(attempts.spend('one')).toBe(true)
  })

  it('does not remember anew what is tried again', () => {
    const clock = turnedClock()
    const attempts = localAttempts(clock)
    attempts.spend('one')
    clock.turn(599)
    attempts.spend('one')
    clock.turn(1)
    expect(attempts.spend('one')).toBe(true)
  })

  it('holds a hundred thousand and forgets the oldest first, so that nobody can fill it', () => {
    const attempts = localAttempts(turnedClock())
    for (let each = 0; each < 100_000; each += 1) attempts.spend(`${each}`)
    expect(attempts.spend('99999')).toBe(false)
    expect(attempts.spend('50000')).toBe(false)
    expect(attempts.spend('one more')).toBe(true)
    expect(attempts.spend('0')).toBe(true)
  })

  it('keeps states apart that every object would know', () => {
    const attempts = localAttempts(turnedClock())
    expect([attempts.spend('__proto__'), attempts.spend('constructor')]).toEqual([true, true])
    expect(attempts.spend('__proto__')).toBe(false)
  })
})
