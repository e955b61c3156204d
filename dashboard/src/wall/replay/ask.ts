import { call, ofRegion } from '../../api/client'
import type { DayHours } from '../../api/types'
import { emptyDay, type DayView } from '../../live/day'
import { isCounts, type Counts, type FeedItem, type GridCount } from '../../live/frames'
import { isHours } from '../days/hours'

/** A wall's figures as of a moment: every figure of it is of that moment, or it is no answer. */
export interface Moment {
  days: ReadonlyMap<string, DayView>
  hours: readonly number[]
}

/** The first of the regions with its lists and hours, the others' figures beside it. Throws as `call` does. */
export async function askMoment(regions: readonly string[], date: string, atMs: number, signal: AbortSignal): Promise<Moment> {
  const at = encodeURIComponent(new Date(atMs).toISOString())
  const ask = <T>(region: string, what: string) => call<T>(`${ofRegion(region)}/days/${date}${what}?at=${at}`, {}, signal)
  const [own = '', ...others] = regions
  const [feed, grids, hours, ...counts] = await Promise.all([
    ask<FeedItem[]>(own, '/feed'),
    ask<GridCount[]>(own, '/grids'),
    ask<DayHours>(own, '/hours'),
    ...[own, ...others].map((region) => ask<Counts>(region, '')),
  ])
  if (!isHours(hours.hours)) throw new Error('not the hours of that day')
  const days = new Map<string, DayView>()
  for (const day of counts) {
    if (!isCounts(day)) throw new Error('not the figures of that day')
    const { region, version } = day
    const lists = region === own ? { feed: { region, date, version, items: feed }, grids: { region, date, version, grids } } : {}
    days.set(region, { ...emptyDay({ region, date }), counts: day, fresh: false, ...lists })
  }
  return { days, hours: hours.hours }
}
