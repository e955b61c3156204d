import type { Town } from '../../api/town'

/** How long a screen that somebody touches stays where it is. */
export const PAUSE_MS = 60_000
/** A region whose figures have not come by then is passed over in this round. */
export const PATIENCE_MS = 10_000

export interface Turns {
  /** The region on screen. */
  at: string
  /** Whose turn is next; its figures are asked for ahead. */
  next: string
  /** When the next turn is due, on the monotonic clock in ms. */
  dueMs: number
  pausedUntilMs: number
}

/** A region and, in the tree's order, what lies directly below it. */
export const stopsOf = (town: Town, home: string): string[] => [home, ...town.placesUnder(home).map((r) => r.code)]

const following = (stops: readonly string[], code: string): string => stops[(stops.indexOf(code) + 1) % stops.length] ?? code

export const begin = (stops: readonly string[], periodMs: number, now: number): Turns => ({
  at: stops[0]!,
  next: following(stops, stops[0]!),
  dueMs: now + periodMs,
  pausedUntilMs: -Infinity,
})

/** Somebody is reading: the full turn begins again when the pause is over. */
export const paused = (turns: Turns, periodMs: number, now: number): Turns => ({
  ...turns,
  pausedUntilMs: now + PAUSE_MS,
  dueMs: now + PAUSE_MS + periodMs,
})

export const isPaused = (turns: Turns, now: number): boolean => now < turns.pausedUntilMs

/**
 * The turns at a moment. A region comes on only when its own figures are there (`ready`) and the figures on screen are
 * live: a wall that has lost its server stays on what it vouches for.
 */
export function step(turns: Turns, stops: readonly string[], periodMs: number, now: number, live: boolean, ready: (code: string) => boolean): Turns {
  if (now < turns.dueMs || stops.length < 2) return turns
  if (!live) return { ...turns, dueMs: now + periodMs }
  if (ready(turns.next)) return { ...turns, at: turns.next, next: following(stops, turns.next), dueMs: now + periodMs }
  if (now < turns.dueMs + PATIENCE_MS) return turns
  const after = following(stops, turns.next)
  return { ...turns, next: after === turns.at ? following(stops, after) : after, dueMs: now }
}
