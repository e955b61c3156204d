import { describe, expect, it } from 'vitest'
import { ageParts, isDim, LATE_AFTER_MS, linkState, STALE_AFTER_MS, toneOf } from '../src/live/age'
import { FIRST_RETRY_MS, LONGEST_RETRY_MS, retryDelayMs } from '../src/live/backoff'
import { ServerClock } from '../src/live/clock'

describe('the state of the figures', () => {
  const state = (ageMs: number | null, confirmed = true, lost = false) => linkState({ confirmed, lost, ageMs })

  it('has its limits at 5 and 15 seconds', () => {
    expect([LATE_AFTER_MS, STALE_AFTER_MS]).toEqual([5_000, 15_000])
    expect([0, 5_000, 5_001, 15_000, 15_001].map((ms) => state(ms))).toEqual(['live', 'live', 'late', 'late', 'stale'])
  })

  it('is connecting before the first figures and disconnected after the first failure', () => {
    expect(state(null, false)).toBe('connecting')
    expect(state(null, false, true)).toBe('disconnected')
  })

  it('is disconnected until the figures are confirmed again, however young they are', () => {
    expect(state(100, false, true)).toBe('disconnected')
    expect(state(100, true, true)).toBe('live')
  })

  it('is amber when near its limit and red past it, also without a connection', () => {
    expect([toneOf('live', 1), toneOf('late', 6_000), toneOf('stale', 16_000)]).toEqual(['good', 'near', 'past'])
    expect([toneOf('disconnected', 3_000), toneOf('disconnected', 16_000), toneOf('disconnected', null)]).toEqual(['near', 'past', 'past'])
  })

  it('dims figures that are stale or cut off', () => {
    expect((['connecting', 'live', 'late', 'stale', 'disconnected'] as const).filter(isDim)).toEqual(['stale', 'disconnected'])
  })

  it('tells ages in whole units, rounded down', () => {
    expect(ageParts(1_999)).toEqual({ unit: 'seconds', n: 1 })
    expect(ageParts(119_999)).toEqual({ unit: 'seconds', n: 119 })
    expect(ageParts(120_000)).toEqual({ unit: 'minutes', n: 2 })
    expect(ageParts(7_200_000)).toEqual({ unit: 'hours', n: 2 })
  })
})

describe('waiting between attempts', () => {
  it('doubles from half a second to five and stays there, half of it chance', () => {
    expect([FIRST_RETRY_MS, LONGEST_RETRY_MS]).toEqual([500, 5_000])
    expect([0, 1, 2, 3, 4, 1_000_000].map((n) => retryDelayMs(n, () => 1))).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000])
    expect([0, 4].map((n) => retryDelayMs(n, () => 0))).toEqual([250, 2_500])
  })
})

describe("the server's clock", () => {
  it('runs on by the monotonic clock from what the server said', () => {
    const clock = new ServerClock()
    expect(clock.read(1_000)).toBeNull()
    clock.hear('2016-06-13T08:40:00Z', 1_000)
    expect(clock.read(3_500)).toBe(Date.parse('2016-06-13T08:40:02.500Z'))
  })

  it('is not set back by what was sent before the page stood still, and says how old that is', () => {
    const clock = new ServerClock()
    clock.hear('2016-06-13T08:40:00Z', 0)
    // Six minutes later three beats of then are read in one moment.
    expect([1, 2, 3].map((n) => clock.hear(`2016-06-13T08:40:0${2 * n}Z`, 360_000 + n))).toEqual([358_001, 356_002, 354_003])
    expect(clock.read(361_000)).toBe(Date.parse('2016-06-13T08:46:01Z'))
    expect(clock.hear('2016-06-13T08:46:01Z', 361_000)).toBe(0)
  })

  it('believes a server whose clock was set back when it has named such times for a while', () => {
    const clock = new ServerClock()
    clock.hear('2016-06-13T08:40:00Z', 0)
    expect(clock.hear('2016-06-13T07:40:02Z', 2_000)).toBe(3_600_000)
    expect(clock.hear('2016-06-13T07:40:08Z', 8_000)).toBe(3_600_000)
    expect(clock.hear('2016-06-13T07:40:12Z', 12_000)).toBe(0)
    expect(clock.read(13_000)).toBe(Date.parse('2016-06-13T07:40:13Z'))
  })

  it('takes a frame that was a little slow for what it is', () => {
    const clock = new ServerClock()
    clock.hear('2016-06-13T08:40:00Z', 0)
    expect(clock.hear('2016-06-13T08:40:02Z', 4_000)).toBe(0)
  })

  it('ignores what is no time', () => {
    const clock = new ServerClock()
    clock.hear('2016-06-13T08:40:00Z', 0)
    clock.hear('soon', 500)
    clock.hear(undefined, 500)
    expect(clock.read(1_000)).toBe(Date.parse('2016-06-13T08:40:01Z'))
  })
})
