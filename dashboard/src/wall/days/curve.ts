/** The day's curve: how many valid reports there were by each moment. Coordinates are shares of its box, 0 to 1. */

export interface Point {
  /** Share of the day gone by. */
  x: number
  n: number
}

/** A finished day: one point at each hour's end. */
export function dayPoints(hours: readonly number[]): Point[] {
  let n = 0
  return [{ x: 0, n: 0 }, ...hours.map((k, i) => ({ x: (i + 1) / hours.length, n: (n += k) }))]
}

/**
 * The running day: full hours, then a last stretch to the number on the wall, so that the curve always ends where the
 * number stands. `gone` is hours since midnight.
 */
export function runningPoints(hours: readonly number[], gone: number, shown: number): Point[] {
  const length = hours.length
  const at = Math.min(Math.max(gone, 0), length)
  const full = dayPoints(hours).slice(0, Math.floor(at) + 1)
  const last = full.at(-1)!
  if (at / length > last.x) return [...full, { x: at / length, n: shown }]
  return [...full.slice(0, -1), { x: last.x, n: shown }]
}

/** The next of 4, 6, 8, 10, 20, 40, 60, 80, 100 … that holds `n`: it halves into whole numbers and rarely changes. */
export function roundTop(n: number): number {
  for (let ten = 1; ; ten *= 10) for (const step of [4, 6, 8, 10, 20]) if (n <= step * ten) return step * ten
}

/** An SVG path in a box of 100 by 100, top left first. */
export const linePath = (points: readonly Point[], top: number): string =>
  points.map((p, i) => `${i ? 'L' : 'M'}${round(p.x * 100)} ${round(100 - (100 * p.n) / top)}`).join('')

/** The same, closed down to the axis. */
export const areaPath = (points: readonly Point[], top: number): string =>
  points.length ? `${linePath(points, top)}L${round(points.at(-1)!.x * 100)} 100L${round(points[0]!.x * 100)} 100Z` : ''

const round = (n: number): number => Math.round(n * 100) / 100
