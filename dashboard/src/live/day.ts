import type { Counts, FeedFrame, GridsFrame, Watched } from './frames'

/** What a screen shows of one watched day. Values are replaced, never changed. */
export interface DayView {
  readonly watched: Watched
  readonly counts: Counts | null
  readonly feed: FeedFrame | null
  /** A list for a day whose figures have not come yet: at midnight the list may overtake them. */
  readonly waitingFeed: FeedFrame | null
  readonly grids: GridsFrame | null
  readonly waitingGrids: GridsFrame | null
  /** No figures have come since the last (re)connection: its first frame may correct the date in either direction. */
  readonly fresh: boolean
}

export const emptyDay = (watched: Watched): DayView => ({
  watched,
  counts: null,
  feed: null,
  waitingFeed: null,
  grids: null,
  waitingGrids: null,
  fresh: true,
})

/** After a reconnection the figures stay; what comes next is the server's new word on which day it is. */
export const rewatched = (view: DayView): DayView => ({ ...view, fresh: true })

/** The figures on screen are those the server gave, or gave again, on the present connection. */
export const isConfirmed = (view: DayView): boolean => view.counts !== null && !view.fresh

/**
 * A new connection that names a lower version for the day on screen: a gateway still catching up, or another town
 * behind the same address. Neither confirms the figures.
 */
export const contradicts = (view: DayView, frame: Counts): boolean =>
  view.fresh && view.counts?.date === frame.date && frame.version < view.counts.version && answers(view.watched, frame)

/** Is this frame an answer to what the screen watches (right or stale)? */
export function answers(watched: Watched, frame: { region: string; date: string; today?: boolean }): boolean {
  if (frame.region !== watched.region) return false
  return watched.date === null ? frame.today !== false : frame.date === watched.date
}

/**
 * The view after a `counts` frame. Rule S3: on the same (region, date) a version not above the shown one is dropped.
 * Another date replaces everything, whatever its version: that is midnight. A day already left does not come back
 * within one connection, so a late frame of yesterday cannot undo it.
 */
export function withCounts(view: DayView, frame: Counts): DayView {
  if (!answers(view.watched, frame)) return view
  const shown = view.counts
  if (shown && shown.date === frame.date && frame.version <= shown.version) {
    return view.fresh && frame.version === shown.version ? { ...view, fresh: false } : view
  }
  if (shown && frame.date < shown.date && !view.fresh) return view
  const same = shown?.date === frame.date
  return {
    watched: view.watched,
    counts: frame,
    feed: newer(same ? view.feed : null, of(view.waitingFeed, frame.date)),
    waitingFeed: after(view.waitingFeed, frame.date),
    grids: newer(same ? view.grids : null, of(view.waitingGrids, frame.date)),
    waitingGrids: after(view.waitingGrids, frame.date),
    fresh: false,
  }
}

/** The view after a `feed` frame, by the same rule; a list is shown only beside figures of its own date. */
export function withFeed(view: DayView, frame: FeedFrame): DayView {
  const next = placed(view, frame, view.feed, view.waitingFeed)
  return next ? { ...view, feed: next.shown, waitingFeed: next.waiting } : view
}

/** The view after a `grids` frame, as after a `feed`. */
export function withGrids(view: DayView, frame: GridsFrame): DayView {
  const next = placed(view, frame, view.grids, view.waitingGrids)
  return next ? { ...view, grids: next.shown, waitingGrids: next.waiting } : view
}

interface Listed {
  region: string
  date: string
  version: number
}

/** Where a list goes: beside the figures of its date, or into waiting for them; null when it changes nothing. */
function placed<F extends Listed>(view: DayView, frame: F, shown: F | null, waiting: F | null): { shown: F | null; waiting: F | null } | null {
  if (!answers(view.watched, frame)) return null
  const date = view.counts?.date
  if (date === frame.date) return newer(shown, frame) === shown ? null : { shown: frame, waiting }
  if (date !== undefined && frame.date < date) return null
  if (waiting && (waiting.date > frame.date || newer(of(waiting, frame.date), frame) === waiting)) return null
  return { shown, waiting: frame }
}

const of = <F extends Listed>(list: F | null, date: string): F | null => (list?.date === date ? list : null)
const after = <F extends Listed>(list: F | null, date: string): F | null => (list && list.date > date ? list : null)

function newer<F extends Listed>(shown: F | null, frame: F | null): F | null {
  if (!frame) return shown
  return shown && frame.version <= shown.version ? shown : frame
}
