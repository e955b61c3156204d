import type { Counts, FeedFrame } from '../src/live/frames'

/** A day of region R with nothing in it but what the test says. */
export const counts = (over: Partial<Counts> = {}): Counts => ({
  region: 'R',
  name: 'Region',
  date: '2016-06-13',
  validReports: 0,
  awaitingReview: 0,
  invalidReports: 0,
  openedIssues: 0,
  joinedReports: 0,
  recordedReports: 0,
  byCategory: {},
  children: [],
  version: 1,
  today: true,
  ...over,
})

export const feed = (over: Partial<FeedFrame> = {}): FeedFrame => ({ region: 'R', date: '2016-06-13', version: 1, items: [], ...over })
