/** The placement and what belongs to it; the shapes of docs/contracts/admin.md. */

export type SiloState = 'live' | 'draining' | 'dead'

export interface Silo {
  name: string
  state: SiloState
  weight: number
  grids: number
  reportsPerSecond: number
  grains: number
}

export interface PlacedGrid {
  code: string
  name: string
  /** Where it runs; empty while no silo lives. */
  silo: string
  pinned: boolean
  reportsPerSecond: number
  /** Assigned elsewhere than it still runs. */
  moving: boolean
}

export interface Placement {
  version: number
  at: string
  silos: Silo[]
  grids: PlacedGrid[]
}

export interface PredictedLoad {
  silo: string
  load: number
  grids: number
}

export interface Plan {
  version: number
  moves: { grid: string; from: string; to: string; load: number }[]
  before: PredictedLoad[]
  after: PredictedLoad[]
  imbalanceBefore: number
  imbalanceAfter: number
}

export interface AuditLine {
  seq: number
  at: string
  by: string
  action: string
  subject: string
  before: string
  after: string
}

export const isPlacement = (x: unknown): x is Placement => {
  const p = x as Partial<Placement> | null
  return Number.isFinite(p?.version) && Array.isArray(p?.silos) && Array.isArray(p?.grids)
}
