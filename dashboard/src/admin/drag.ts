/** Dragging, as arithmetic: when it begins and what lies under the pointer. Pixels of the window throughout. */

/** A press that moves less than this is a click. */
export const SLACK_PX = 6

export const hasBegun = (from: { x: number; y: number }, to: { x: number; y: number }): boolean =>
  Math.hypot(to.x - from.x, to.y - from.y) > SLACK_PX

export interface Target {
  silo: string
  /** Silos that are drained or dead are shown and refuse. */
  takes: boolean
  left: number
  top: number
  right: number
  bottom: number
}

/** The silo that a grid would go to if it were let go here; null over nothing, over its own silo, or over one that takes none. */
export function dropTarget(targets: readonly Target[], at: { x: number; y: number }, own: string): string | null {
  const under = targets.find((t) => at.x >= t.left && at.x < t.right && at.y >= t.top && at.y < t.bottom)
  return under && under.takes && under.silo !== own ? under.silo : null
}
