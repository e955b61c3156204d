import type { PlacedGrid, Placement, Silo } from './types'

export type Order = 'tree' | 'load'

/** A silo with its grids, as one card shows it. */
export interface Card {
  silo: Silo
  grids: PlacedGrid[]
  /** The reports a second that its weight would give it, were all even; null for one that takes no grids. */
  share: number | null
  /** Load over that share; null without a share or without load anywhere. */
  over: number | null
  /** Over that share by more than a rebalance leaves: amber, and only then has a plan something to move. */
  busy: boolean
}

/** A tenth over the share is what a rebalance aims at; beyond it a silo is called busy. */
export const BUSY_OVER = 1.1

/** A grid costs a little for existing, as much as so many reports a second: the server plans so, and a quiet town is even. */
const FOR_EXISTING = 0.1
const loadOf = (silo: Silo): number => silo.reportsPerSecond + FOR_EXISTING * silo.grids

/** Silos in the server's order, grids under the one they run on; `homeless` run nowhere the server has named. */
export function cards(placement: Placement, order: Order, matches: (grid: PlacedGrid) => boolean): { cards: Card[]; homeless: PlacedGrid[] } {
  const bySilo = new Map<string, PlacedGrid[]>(placement.silos.map((s) => [s.name, []]))
  const homeless: PlacedGrid[] = []
  for (const grid of placement.grids) if (matches(grid)) (bySilo.get(grid.silo) ?? homeless).push(grid)
  const live = placement.silos.filter((s) => s.state === 'live')
  const weights = live.reduce((sum, s) => sum + s.weight, 0)
  const total = placement.silos.reduce((sum, s) => sum + s.reportsPerSecond, 0)
  const evenLoad = weights > 0 ? live.reduce((sum, s) => sum + loadOf(s), 0) / weights : 0
  const made = placement.silos.map((silo) => {
    const share = silo.state === 'live' && weights > 0 ? (total * silo.weight) / weights : null
    const over = share ? silo.reportsPerSecond / share : null
    const busy = over !== null && over > BUSY_OVER && loadOf(silo) > BUSY_OVER * evenLoad * silo.weight
    const grids = bySilo.get(silo.name)!
    // Equal loads keep the tree's order: chips do not dance while nothing happens.
    return { silo, share, over, busy, grids: order === 'load' ? [...grids].sort((a, b) => rank(b) - rank(a)) : grids }
  })
  return { cards: made, homeless }
}

/** Loads drift by fractions; sorted by the figure that is read, chips stay where they are. */
const rank = (grid: PlacedGrid): number => Math.round(grid.reportsPerSecond * 10)

/** Every word of a search must be somewhere in the code, the name or the name of the region around it. */
export function matcher(search: string, around: (code: string) => string): (grid: PlacedGrid) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return (grid) => {
    if (!words.length) return true
    const text = `${grid.code} ${grid.name} ${around(grid.code)}`.toLowerCase()
    return words.every((w) => text.includes(w))
  }
}

/** May this frame replace what is shown? Versions only grow, and within one version the later figures count. */
export const replaces = (shown: Placement | null, next: Placement, firstOfConnection: boolean): boolean =>
  !shown || firstOfConnection || next.version > shown.version || (next.version === shown.version && !(Date.parse(next.at) < Date.parse(shown.at)))

/** What draining a silo will do: how many grids go, how many of them are pinned to it, and who takes them. */
export function drainage(placement: Placement, silo: string): { grids: number; pinned: number; takers: string[] } {
  const mine = placement.grids.filter((g) => g.silo === silo)
  return {
    grids: mine.length,
    pinned: mine.filter((g) => g.pinned).length,
    takers: placement.silos.filter((s) => s.state === 'live' && s.name !== silo).map((s) => s.name),
  }
}

/** About how many grids automatic placement gives a silo that takes some again: its weight's share of those not pinned. */
export function refillment(placement: Placement, silo: string): number {
  const takers = placement.silos.filter((s) => s.state === 'live' || s.name === silo)
  const weights = takers.reduce((sum, s) => sum + s.weight, 0)
  const own = takers.find((s) => s.name === silo)?.weight ?? 0
  return weights > 0 ? Math.round((placement.grids.filter((g) => !g.pinned).length * own) / weights) : 0
}

/** Reports a second as they are read: tenths below ten, then whole; what is not still is not called 0. */
export const rate = (n: number): string => (n <= 0 ? '0' : n < 0.05 ? '<0.1' : n < 9.95 ? n.toFixed(1) : String(Math.round(n)))
