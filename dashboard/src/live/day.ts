import type { Counts, FeedFrame, Watched } from './frames'

/** What a screen shows of one watched day. Values are replaced, never changed. */
export interface DayView {
  readonly watched: Watched
  readonly counts: Counts | null
  readonly feed: FeedFrame | null
  /** A list for a day whose figures have not come yet: at midnight the list may overtake them. */
  readonly waitingFeed: FeedFrame | null
  /** No figures have come since the last (re)connection: its first frame may correct the date in either direction. */
  readonly fresh: boolean
}

export const emptyDay = (watched: Watched): DayView => ({
  watched,
  counts: null,
  feed: null,
  waitingFeed: null,
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
  const sameDay = shown?.date === frame.date
  const feed = sameDay ? view.feed : null
  const waiting = view.waitingFeed
  return {
    watched: view.watched,
    counts: frame,
    feed: newer(feed, waiting?.date === frame.date ? waiting : null),
    waitingFeed: waiting && waiting.date > frame.date ? waiting : null,
    fresh: false,
  }
}

/** The view after a `feed` frame, by the same rule; a list is shown only beside figures of its own date. */
export function withFeed(view: DayView, frame: FeedFrame): DayView {
  if (!answers(view.watched, frame)) return view
  const date = view.counts?.date
  if (date === frame.date) {
    const feed = newer(view.feed, frame)
    return feed === view.feed ? view : { ...view, feed }
  }
  if (date !== undefined && frame.date < date) return view
  const held = view.waitingFeed
  if (held && held.date > frame.date) return view
  const waitingFeed = held?.date === frame.date ? newer(held, frame) : frame
  return waitingFeed === held ? view : { ...view, waitingFeed }
}

function newer(shown: FeedFrame | null, frame: FeedFrame | null): FeedFrame | null {
  if (!frame) return shown
  return shown && frame.version <= shown.version ? shown : frame
}
