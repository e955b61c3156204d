/** The HTTP answers that the wall reads; the shapes of docs/contracts/http.md. */

export interface About {
  product: string
  version: string
  demo: boolean
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
