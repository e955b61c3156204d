/** The minutes of a day that is replayed, counted since its local midnight: a day may have 1380 or 1500 of them. */
import { shiftDay } from '../../address'
import { instantOf } from '../days/hours'

const MINUTE_MS = 60_000

/** Minutes of the day that go by in a second. */
export const SPEEDS = [1, 10] as const
export type Speed = (typeof SPEEDS)[number]

export const minutesOf = (day: string, zone: string): number => (instantOf(shiftDay(day, 1), 0, zone) - instantOf(day, 0, zone)) / MINUTE_MS

/** The last minute of the day that has been; 0 where none has. */
export const lastMinute = (day: string, nowMs: number, zone: string): number =>
  Math.max(0, Math.min(minutesOf(day, zone), Math.floor((nowMs - instantOf(day, 0, zone)) / MINUTE_MS)))

/** The minute at which the day's clock shows HH:mm; of two, the first. */
export function minuteAt(day: string, clock: string, zone: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return Math.round((instantOf(day, hours + minutes / 60, zone) - instantOf(day, 0, zone)) / MINUTE_MS)
}

/** In ms since 1970. The end of the day is its last moment and not the next day's first. */
export const momentOf = (day: string, minute: number, zone: string): number =>
  instantOf(day, 0, zone) + Math.floor(minute) * MINUTE_MS - (minute >= minutesOf(day, zone) ? 1 : 0)

/** How far a replay has come after so long, and no further than has been. */
export const played = (from: number, elapsedMs: number, speed: Speed, last: number): number => Math.min(last, from + (elapsedMs / 1000) * speed)
