/** The HTTP answers that the wall reads; the shapes of docs/contracts/http.md. */

export interface About {
  product: string
  version: string
  demo: boolean
  /** Anybody may do anything: a server for trying out. */
  open: boolean
  /** People without an account may report. */
  residents: boolean
  /** sqlite or postgres. */
  store?: string
  now: string
}

export interface Region {
  code: string
  name: string
  /** town, village, community, grid, trade … ; `grid` and `trade` are the two that mean something here. */
  kind: string
  parent: string | null
  timeZone?: string | null
}

export interface Category {
  code: string
  names: Partial<Record<'zh' | 'en', string>>
}

/** The part of a day's shape that a comparison needs. */
export interface DayTally {
  region: string
  date: string
  validReports: number
}

export interface DayHours {
  region: string
  date: string
  /** Valid reports by the hour since local midnight: 23, 24 or 25 numbers. */
  hours: number[]
}

export interface OpenIssues {
  region: string
  openIssues: number
  children: { code: string; name: string; openIssues: number }[]
}

export type Ring = [longitude: number, latitude: number, ...more: number[]][]

export interface GridShape {
  properties: { code: string; name: string; parent: string | null }
  geometry: { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] } | null
}

export interface RegionMap {
  features: GridShape[]
}
