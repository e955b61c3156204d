/** Comparing days by the hour. Hours are counted since local midnight, so a day may have 23 or 25 of them. */

const HOUR_MS = 3_600_000

/** The moment, in ms since 1970, at which a zone's calendar shows `day` and its clock `hour`; of two, the first. */
export function instantOf(day: string, hour: number, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + hour * HOUR_MS
  const first = wall - offsetMs(wall - 14 * HOUR_MS, zone)
  const second = wall - offsetMs(wall + 14 * HOUR_MS, zone)
  const good = [first, second].filter((at) => at + offsetMs(at, zone) === wall)
  // An hour that the clocks skip is the moment at which they do.
  return good.length ? Math.min(...good) : Math.max(first, second)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** How far a zone's clock is ahead of UTC at a moment. An unknown zone is UTC, as everywhere on the wall. */
function offsetMs(at: number, zone: string): number {
  let made = formatters.get(zone)
  if (!made) {
    const shape = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const
    try {
      made = new Intl.DateTimeFormat('en-US', { ...shape, timeZone: zone })
    } catch {
      made = new Intl.DateTimeFormat('en-US', { ...shape, timeZone: 'UTC' })
    }
    formatters.set(zone, made)
  }
  const part = Object.fromEntries(made.formatToParts(at).map((p) => [p.type, Number(p.value)]))
  return Date.UTC(part['year']!, part['month']! - 1, part['day']!, part['hour']!, part['minute']!, part['second']!) - Math.floor(at / 1000) * 1000
}

/** How many hours of `day` have gone by at a moment; below zero before it, above 25 after it. */
export const hoursInto = (day: string, at: number, zone: string): number => (at - instantOf(day, 0, zone)) / HOUR_MS

/** The last full hour that the clock has shown at a moment of `day`. */
export function lastFullHour(day: string, at: number, zone: string): number {
  for (let hour = 23; hour > 0; hour--) if (instantOf(day, hour, zone) <= at) return hour
  return 0
}

/** Reports of `day` before its clock showed `hour`. */
export function before(hours: readonly number[], day: string, hour: number, zone: string): number {
  const gone = Math.round(hoursInto(day, instantOf(day, hour, zone), zone))
  return hours.slice(0, gone).reduce((sum, n) => sum + n, 0)
}

export const wholeDay = (hours: readonly number[]): number => hours.reduce((sum, n) => sum + n, 0)

/** A day that the server could answer for: by the hour, or only as a whole. */
export interface PastDay {
  date: string
  hours: readonly number[] | null
  total: number
}

/** An answer that is not 23 to 25 counts is none. */
export const isHours = (x: unknown): x is number[] =>
  Array.isArray(x) && x.length >= 23 && x.length <= 25 && x.every((n) => Number.isFinite(n) && n >= 0)
