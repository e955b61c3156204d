import type { Counts } from '../live/frames'

/** What became of issues on a day. Each counts what happened on that day, so a later step may be larger than an earlier one. */
export interface Funnel {
  steps: { key: 'accepted' | 'answered' | 'closed' | 'closedOnTime'; n: number }[]
  yellow: number
  red: number
}

/** Null where the server says nothing of the loop: a figure that nobody gives is not a 0. */
export function funnelOf(counts: Counts | null): Funnel | null {
  if (!counts) return null
  const { accepted, answered, closed, closedOnTime, yellowCards, redCards } = counts
  if (![accepted, answered, closed, closedOnTime, yellowCards, redCards].every(Number.isFinite)) return null
  return {
    steps: [{ key: 'accepted', n: accepted! }, { key: 'answered', n: answered! }, { key: 'closed', n: closed! }, { key: 'closedOnTime', n: closedOnTime! }],
    yellow: yellowCards!,
    red: redCards!,
  }
}
