import { describe, expect, it } from 'vitest'
import { contradicts, emptyDay, isConfirmed, rewatched, withCounts, withFeed, withGrids } from '../src/live/day'
import { intakeOf, isCounts, isFeed, isGrids } from '../src/live/frames'
import { counts, feed } from './frames'

const TODAY = { region: 'R', date: null }
const FIXED = { region: 'R', date: '2016-06-13' }
const shown = (version: number, validReports: number) => withCounts(emptyDay(TODAY), counts({ version, validReports }))

describe('counts of the day on screen', () => {
  it('shows nothing before the first frame', () => {
    expect(emptyDay(TODAY).counts).toBeNull()
    expect(isConfirmed(emptyDay(TODAY))).toBe(false)
  })

  it('shows the first frame whatever its version, zero included', () => {
    expect(withCounts(emptyDay(TODAY), counts({ version: 0, validReports: 0 })).counts?.validReports).toBe(0)
  })

  it('drops a lower and an equal version of the same day', () => {
    const view = shown(7, 36)
    expect(withCounts(view, counts({ version: 6, validReports: 99 }))).toBe(view)
    expect(withCounts(view, counts({ version: 7, validReports: 99 }))).toBe(view)
  })

  it('takes a higher version, also when the count falls', () => {
    expect(withCounts(shown(7, 36), counts({ version: 8, validReports: 35 })).counts?.validReports).toBe(35)
  })

  it('drops frames of another region', () => {
    const view = shown(7, 36)
    expect(withCounts(view, counts({ region: 'Q', version: 9 }))).toBe(view)
  })

  it('takes only the named day when a day is watched', () => {
    const view = emptyDay(FIXED)
    expect(withCounts(view, counts({ date: '2016-06-14', today: true }))).toBe(view)
    expect(withCounts(view, counts({ today: false, validReports: 3 })).counts?.validReports).toBe(3)
  })

  it('takes no frame of a fixed day when today is watched', () => {
    const view = shown(7, 36)
    expect(withCounts(view, counts({ date: '2016-06-20', version: 99, today: false }))).toBe(view)
  })
})

describe('midnight', () => {
  it('replaces everything by the new day, whose version is lower', () => {
    const before = withFeed(shown(700, 36), feed({ version: 700, items: [{ key: 'a', category: 'c', gridCode: 'g', observedAt: '' }] }))
    const after = withCounts(before, counts({ date: '2016-06-14', version: 0, validReports: 0 }))
    expect(after.counts).toMatchObject({ date: '2016-06-14', version: 0, validReports: 0 })
    expect(after.feed).toBeNull()
  })

  it('is not undone by a late frame of the day before', () => {
    const after = withCounts(shown(700, 36), counts({ date: '2016-06-14', version: 0 }))
    expect(withCounts(after, counts({ version: 701, validReports: 37 }))).toBe(after)
  })

  it('keeps a list that overtakes its figures until they come', () => {
    const early = withFeed(shown(700, 36), feed({ date: '2016-06-14', version: 0 }))
    expect(early.feed).toBeNull()
    const after = withCounts(early, counts({ date: '2016-06-14', version: 0 }))
    expect(after.feed?.date).toBe('2016-06-14')
    expect(after.waitingFeed).toBeNull()
  })
})

describe('reconnection', () => {
  it('keeps the figures but nobody vouches for them until they come again', () => {
    const back = rewatched(shown(7, 36))
    expect(back.counts?.validReports).toBe(36)
    expect(isConfirmed(back)).toBe(false)
    expect(isConfirmed(withCounts(back, counts({ version: 7, validReports: 36 })))).toBe(true)
  })

  it('is not confirmed by a lower version, and says so', () => {
    const back = rewatched(shown(7, 36))
    const lower = counts({ version: 6, validReports: 35 })
    expect(contradicts(back, lower)).toBe(true)
    expect(withCounts(back, lower)).toBe(back)
    expect(contradicts(shown(7, 36), lower)).toBe(false)
  })

  it('may be told an earlier date once', () => {
    const back = rewatched(withCounts(emptyDay(TODAY), counts({ date: '2016-06-14', version: 3 })))
    expect(withCounts(back, counts({ date: '2016-06-13', version: 9 })).counts?.date).toBe('2016-06-13')
  })
})

describe('the list of reports', () => {
  it('follows its own version, which may equal that of the counts', () => {
    const view = withFeed(shown(7, 36), feed({ version: 7 }))
    expect(view.feed?.version).toBe(7)
    expect(withFeed(view, feed({ version: 7 }))).toBe(view)
    expect(withFeed(view, feed({ version: 6 }))).toBe(view)
    expect(withFeed(view, feed({ version: 8 })).feed?.version).toBe(8)
  })

  it('drops a list of a day already left', () => {
    const view = withCounts(emptyDay(TODAY), counts({ date: '2016-06-14' }))
    expect(withFeed(view, feed({ version: 99 }))).toBe(view)
  })

  it('shows the newest of two lists that came before any figures', () => {
    const early = withFeed(withFeed(emptyDay(TODAY), feed({ version: 5 })), feed({ version: 4 }))
    expect(withCounts(early, counts()).feed?.version).toBe(5)
  })
})

describe('the grids', () => {
  const grids = (version: number, date = '2016-06-13') => ({ region: 'R', date, version, grids: [] })

  it('follow the same rules as the list of reports', () => {
    const view = withGrids(shown(7, 36), grids(7))
    expect(view.grids?.version).toBe(7)
    expect(withGrids(view, grids(7))).toBe(view)
    expect(withGrids(view, grids(9, '2016-06-12'))).toBe(view)
    const early = withGrids(view, grids(1, '2016-06-14'))
    expect(early.grids?.version).toBe(7)
    const after = withCounts(early, counts({ date: '2016-06-14', version: 0 }))
    expect([after.grids?.date, after.waitingGrids]).toEqual(['2016-06-14', null])
  })
})

describe('what a beat says of intake', () => {
  it('is quoted only when it is whole', () => {
    const intake = { storm: true, waiting: 3, lagMs: 40, retryPerSecond: 0 }
    expect(intakeOf({ at: '', intake })).toEqual(intake)
    expect([intakeOf({ at: '' }), intakeOf(undefined), intakeOf({ intake: { ...intake, lagMs: null } }), intakeOf({ intake: { ...intake, storm: 1 } })]).toEqual([null, null, null, null])
  })
})

describe('frames without key, version or number', () => {
  it('are no frames', () => {
    expect(isCounts(null)).toBe(false)
    expect(isCounts({ ...counts(), version: undefined })).toBe(false)
    expect(isCounts({ ...counts(), validReports: '36' })).toBe(false)
    expect(isCounts(counts())).toBe(true)
    expect(isFeed({ ...feed(), items: null })).toBe(false)
    expect(isFeed(feed())).toBe(true)
    expect([isGrids(feed()), isGrids({ ...feed(), grids: [] })]).toEqual([false, true])
  })
})
