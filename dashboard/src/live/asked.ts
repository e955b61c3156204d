import { api } from '../api/client'
import { isConfirmed, rewatched, withCounts, withFeed, withGrids, type DayView } from './day'
import { isCounts, type Counts, type FeedItem, type GridCount, type Watched } from './frames'

/** Without figures of the hub for so long, they are asked for over HTTP, and then so often. */
export const ASK_AFTER_MS = 4_000
export const ASK_EVERY_MS = 5_000
/** The hub fails beside answers over HTTP for so long: something on the way holds it back, and the screen says so. */
export const BARRED_AFTER_MS = 8_000

/** What HTTP answers for one watched day, in the shapes of the hub. */
export interface AskedDay {
  watched: Watched
  counts: Counts
  feed: FeedItem[] | null
  grids: GridCount[] | null
}

/** The first of a wall's days with its lists, the others without; what fails is left out, unless it is the first. */
export async function askDays(wanted: readonly Watched[]): Promise<AskedDay[]> {
  const day = async (watched: Watched, own: boolean): Promise<AskedDay> => {
    const date = watched.date ?? 'today'
    const counts = await api.day(watched.region, date)
    if (!isCounts(counts)) throw new Error(`no figures of ${watched.region}`)
    if (!own) return { watched, counts, feed: null, grids: null }
    const [feed, grids] = await Promise.all([api.feed(watched.region, counts.date).catch(() => null), api.grids(watched.region, counts.date).catch(() => null)])
    return { watched, counts, feed, grids }
  }
  const [own, ...others] = wanted
  if (!own) return []
  const [first, ...rest] = await Promise.all([day(own, true), ...others.map((w) => day(w, false).catch(() => null))])
  return [first!, ...rest.filter((d) => d !== null)]
}

/** The view with what was asked for: by the same rules as frames, and still not confirmed by the hub. */
export function withAsked(view: DayView, { watched, counts, feed, grids }: AskedDay): DayView {
  if (view.watched.date !== watched.date || isConfirmed(view)) return view
  const { region, date, version } = counts
  let next = withCounts(view, counts)
  if (feed) next = withFeed(next, { region, date, version, items: feed })
  if (grids) next = withGrids(next, { region, date, version, grids })
  return rewatched(next)
}
