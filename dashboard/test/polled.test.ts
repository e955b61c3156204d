import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { usePolled } from '../src/api/usePolled'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Asks for `day` in a scope of its own; `asked` counts the questions. */
function polled(answer: (asked: number) => Promise<number>, every: number | ((n: number, before: number | null) => number)) {
  const scope = effectScope()
  let asked = 0
  const made = scope.run(() => usePolled(() => 'day', () => answer(++asked), every))!
  return { ...made, asked: () => asked, end: () => scope.stop() }
}
const passes = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000)

describe('what is asked again and again', () => {
  it('is asked at the pace that the answer sets: a day without reports may have them on their way', async () => {
    const day = polled(async (asked) => (asked < 3 ? 0 : 40), (n) => (n > 0 ? 600_000 : 60_000))
    await passes(0)
    expect([day.asked(), day.value.value]).toEqual([1, 0])
    await passes(63)
    expect(day.asked()).toBe(2)
    await passes(63)
    expect([day.asked(), day.value.value]).toEqual([3, 40])
    await passes(550)
    expect(day.asked()).toBe(3)
    await passes(90)
    expect(day.asked()).toBe(4)
    day.end()
  })

  it('tells the pace what the answer was before: a day whose reports come in just now is not settled', async () => {
    const paces: (number | null)[][] = []
    const day = polled(async (asked) => [0, 17, 40, 40, 40][asked - 1]!, (n, before) => (paces.push([n, before]), n > 0 && n === before ? 600_000 : 60_000))
    await passes(200)
    expect([day.asked(), day.value.value]).toEqual([4, 40])
    await passes(500) // by chance the next comes from 741 s on
    expect(day.asked()).toBe(4)
    expect(paces).toEqual([[0, null], [17, 0], [40, 17], [40, 40]])
    day.end()
  })

  it('is asked less and less while nobody answers, but once a minute', async () => {
    const day = polled(() => Promise.reject(new Error('no server')), () => 600_000)
    await passes(600)
    // 3, 6, 12, 24 and 48 s apart, then a minute, each give or take a twentieth.
    expect(day.asked()).toBeGreaterThanOrEqual(13)
    expect(day.asked()).toBeLessThanOrEqual(15)
    expect([day.value.value, day.missing.value]).toEqual([null, true])
    day.end()
  })
})
