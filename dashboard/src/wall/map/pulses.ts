import type { GridCount } from '../../live/frames'

/** Marks on the map at one time. In a storm every grid reports at once, and a map that flickers says nothing. */
export const MOST_PULSES = 40
/** How long a grid stays marked; its ring swells three times in the first third of it, well below 3 Hz. */
export const PULSE_MS = 10_000

/** Grids with more valid reports than before. The first list has no before, and what is new to it is not just in. */
export const risen = (before: ReadonlyMap<string, number> | null, grids: readonly GridCount[]): string[] =>
  before ? grids.filter((g) => g.validReports > (before.get(g.code) ?? Infinity)).map((g) => g.code) : []

/** The marks after some grids have risen: one a grid, begun anew only when its last has gone, the newest at most. */
export function marked(marks: ReadonlyMap<string, number>, codes: readonly string[], now: number): Map<string, number> {
  const next = new Map([...marks].filter(([, since]) => now - since < PULSE_MS))
  for (const code of codes) if (!next.has(code)) next.set(code, now)
  return new Map([...next].slice(-MOST_PULSES))
}
