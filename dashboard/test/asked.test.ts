import { afterEach, describe, expect, it, vi } from 'vitest'
import { isCurrent, isDim, linkState, STALE_AFTER_MS, toneOf } from '../src/live/age'
import { askDays, withAsked } from '../src/live/asked'
import { emptyDay, isConfirmed, withCounts } from '../src/live/day'
import type { Counts } from '../src/live/frames'

const counts = (version: number, validReports = version): Counts => ({
  region: 'W', name: '乌镇', date: '2016-06-13', validReports, awaitingReview: 0, invalidReports: 0, openedIssues: 0, joinedReports: 0, recordedReports: 0, byCategory: {}, children: [], version,
})
const today = { region: 'W', date: null }
const item = { key: 'r', category: 'c', gridCode: 'g', observedAt: '2016-06-13T08:39:00Z' }

describe('figures asked for over HTTP', () => {
  afterEach(() => void vi.unstubAllGlobals())

  it('are shown with their lists and not taken for the word of the hub', () => {
    const view = withAsked(emptyDay(today), { watched: today, counts: counts(36), feed: [item], grids: [{ code: 'g', name: 'g', validReports: 36, version: 36 }] })
    expect([view.counts?.validReports, view.feed?.items, view.grids?.grids.length]).toEqual([36, [item], 1])
    expect(isConfirmed(view)).toBe(false)
  })

  it('never replace a newer figure, nor one that the hub has confirmed', () => {
    const newer = withAsked(emptyDay(today), { watched: today, counts: counts(37), feed: null, grids: null })
    expect(withAsked(newer, { watched: today, counts: counts(36), feed: null, grids: null }).counts?.validReports).toBe(37)
    const confirmed = withCounts(emptyDay(today), counts(36))
    expect(withAsked(confirmed, { watched: today, counts: counts(38), feed: null, grids: null })).toBe(confirmed)
  })

  it('of a trade may be missing, those of the wall may not', async () => {
    vi.stubGlobal('fetch', (path: string) =>
      path.includes('/regions/W/days/today') ? Promise.resolve(Response.json(counts(36))) : path.includes('/W/days/2016-06-13/feed') ? Promise.resolve(Response.json([item])) : Promise.reject(new Error('away')),
    )
    const answers = await askDays([today, { region: 't', date: null }])
    expect(answers.map((a) => [a.watched.region, a.counts.validReports, a.feed, a.grids])).toEqual([['W', 36, [item], null]])
    await expect(askDays([{ region: 'x', date: null }])).rejects.toThrow()
  })
})

describe('the word for figures that were asked for', () => {
  it('is neither live nor lost while they are fresh, and gives way when they are not', () => {
    const of = (ageMs: number) => linkState({ confirmed: false, lost: true, ageMs, asked: true })
    expect([of(0), of(STALE_AFTER_MS), of(STALE_AFTER_MS + 1)]).toEqual(['asked', 'asked', 'disconnected'])
    expect(linkState({ confirmed: true, lost: false, ageMs: 0, asked: true })).toBe('live')
    expect([toneOf('asked', 0), isDim('asked')]).toEqual(['calm', false])
  })

  it('lets somebody order what is shown only while somebody vouches for it', () => {
    expect((['connecting', 'live', 'asked', 'late', 'stale', 'disconnected'] as const).filter(isCurrent)).toEqual(['live', 'asked', 'late'])
  })
})
