/** How long until something is due, in the two largest units that say anything. */
export interface Due {
  late: boolean
  unit: 'days' | 'hours' | 'minutes'
  n: number
  /** Of the next smaller unit; 0 is not said. */
  rest: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Null where no clock runs. Under a minute counts as one: nothing is due "in 0 minutes". */
export function dueAt(due: string | null, nowMs: number): Due | null {
  const at = due === null ? NaN : Date.parse(due)
  if (!Number.isFinite(at)) return null
  const late = at < nowMs
  const ms = Math.abs(at - nowMs)
  if (ms >= DAY) return { late, unit: 'days', n: Math.floor(ms / DAY), rest: Math.floor((ms % DAY) / HOUR) }
  if (ms >= HOUR) return { late, unit: 'hours', n: Math.floor(ms / HOUR), rest: Math.floor((ms % HOUR) / MINUTE) }
  return { late, unit: 'minutes', n: Math.max(1, Math.floor(ms / MINUTE)), rest: 0 }
}
