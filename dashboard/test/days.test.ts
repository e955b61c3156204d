import { describe, expect, it } from 'vitest'
import { areaPath, dayPoints, linePath, roundTop, runningPoints } from '../src/wall/days/curve'
import { before, hoursInto, instantOf, isHours, lastFullHour, wholeDay } from '../src/wall/days/hours'
import { dayInBrief, weekdayOf } from '../src/wall/format'

const SHANGHAI = 'Asia/Shanghai'
const PACIFIC = 'America/Los_Angeles'
const hoursOf = (n: number) => Array.from({ length: n }, (_, i) => 2 ** (i % 8))

describe('the hours of a day', () => {
  it('begin at local midnight', () => {
    expect(new Date(instantOf('2016-06-13', 0, SHANGHAI)).toISOString()).toBe('2016-06-12T16:00:00.000Z')
    expect(hoursInto('2016-06-13', Date.parse('2016-06-13T08:40:00Z'), SHANGHAI)).toBeCloseTo(16 + 2 / 3)
  })

  it('are compared up to the last full hour of the clock', () => {
    const at = Date.parse('2016-06-13T08:40:00Z')
    expect(lastFullHour('2016-06-13', at, SHANGHAI)).toBe(16)
    expect(lastFullHour('2016-06-13', Date.parse('2016-06-12T16:59:59Z'), SHANGHAI)).toBe(0)
    expect(lastFullHour('2016-06-13', Date.parse('2016-06-13T15:59:59Z'), SHANGHAI)).toBe(23)
    const hours = Array.from({ length: 24 }, () => 1)
    expect([before(hours, '2016-06-12', 16, SHANGHAI), before(hours, '2016-06-12', 0, SHANGHAI), wholeDay(hours)]).toEqual([16, 0, 24])
  })

  it('are one more before noon on the 25-hour day, one fewer on the 23-hour day', () => {
    const [long, short] = [hoursOf(25).fill(1), hoursOf(23).fill(1)]
    expect(before(long, '2014-11-02', 12, PACIFIC)).toBe(13)
    expect(before(short, '2014-03-09', 12, PACIFIC)).toBe(11)
    expect(before(long, '2014-11-02', 1, PACIFIC)).toBe(1)
    // 02:00 is skipped in March: what was before it is what was before 03:00.
    expect([before(short, '2014-03-09', 2, PACIFIC), before(short, '2014-03-09', 3, PACIFIC)]).toEqual([2, 2])
  })

  it('follow zones that are not whole hours away, and UTC where there is none', () => {
    expect(new Date(instantOf('2016-06-13', 0, 'Asia/Kathmandu')).toISOString()).toBe('2016-06-12T18:15:00.000Z')
    expect(new Date(instantOf('2016-06-13', 5, 'Nowhere/Atall')).toISOString()).toBe('2016-06-13T05:00:00.000Z')
  })

  it('are 23 to 25 counts or none', () => {
    expect([22, 23, 24, 25, 26].map((n) => isHours(hoursOf(n)))).toEqual([false, true, true, true, false])
    expect([isHours(null), isHours([...hoursOf(23), -1]), isHours([...hoursOf(23), '4'])]).toEqual([false, false, false])
  })
})

describe("the day's curve", () => {
  const hours = [0, 2, 3, ...Array.from({ length: 21 }, () => 0)]

  it('sums up the hours of a finished day', () => {
    const points = dayPoints(hours)
    expect(points).toHaveLength(25)
    expect(points.slice(0, 4)).toEqual([{ x: 0, n: 0 }, { x: 1 / 24, n: 0 }, { x: 2 / 24, n: 2 }, { x: 3 / 24, n: 5 }])
  })

  it('of the running day ends in the number on the wall', () => {
    expect(runningPoints(hours, 2.5, 4).slice(-2)).toEqual([{ x: 2 / 24, n: 2 }, { x: 2.5 / 24, n: 4 }])
    expect(runningPoints(hours, 2, 7).at(-1)).toEqual({ x: 2 / 24, n: 7 })
    expect(runningPoints(hours, 0, 0)).toEqual([{ x: 0, n: 0 }])
    expect(runningPoints(hours, 99, 6).at(-1)).toEqual({ x: 1, n: 6 })
  })

  it('has a round top that holds it', () => {
    expect([0, 4, 5, 9, 21, 58, 100, 6_101].map(roundTop)).toEqual([4, 4, 6, 10, 40, 60, 100, 8_000])
  })

  it('is drawn from the lower left, the area down to the axis', () => {
    const points = [{ x: 0, n: 0 }, { x: 0.5, n: 5 }]
    expect(linePath(points, 10)).toBe('M0 100L50 50')
    expect(areaPath(points, 10)).toBe('M0 100L50 50L50 100L0 100Z')
    expect(areaPath([], 10)).toBe('')
  })
})

describe('the names of compared days', () => {
  it('are said in both languages', () => {
    expect([weekdayOf('2016-06-06', 'zh'), weekdayOf('2016-06-06', 'en')]).toEqual(['一', 'Mon'])
    expect([dayInBrief('2016-06-06', 'zh'), dayInBrief('2016-06-06', 'en')]).toEqual(['6月6日周一', 'Mon 6 Jun'])
  })
})
