/** What the hub sends; the shapes of docs/contracts/http.md. Only fields that a wall shows are named. */

export interface ChildCount {
  code: string
  name: string
  validReports: number
}

/** One region's day: absolute figures, the whole truth of the moment it was sent. */
export interface Counts {
  region: string
  name: string
  date: string
  validReports: number
  awaitingReview: number
  invalidReports: number
  openedIssues: number
  joinedReports: number
  recordedReports: number
  byCategory: Record<string, number>
  /** Of the loop, where the server has them: what happened on this day, whenever it was reported. */
  accepted?: number
  answered?: number
  closed?: number
  closedOnTime?: number
  yellowCards?: number
  redCards?: number
  children: ChildCount[]
  version: number
  /** True for a watch that follows the region's own midnight. */
  today?: boolean
  at?: string
}

export interface FeedItem {
  /** Tells items apart; no id of a report. */
  key: string
  category: string
  gridCode: string
  observedAt: string
}

export interface FeedFrame {
  region: string
  date: string
  version: number
  items: FeedItem[]
}

export interface GridCount extends ChildCount {
  version: number
}

export interface GridsFrame {
  region: string
  date: string
  version: number
  grids: GridCount[]
}

/** How taking reports in keeps up: rule S7, nothing is ever held back without the wall saying so. */
export interface Intake {
  storm: boolean
  /** Reports taken in and not yet answered. */
  waiting: number
  /** How long the oldest of them waits. */
  lagMs: number
  /** Devices told to send again, answers a second. */
  retryPerSecond: number
}

/** What keeps the server's store from its work. */
export interface StoreTrouble {
  /** As docs/contracts/http.md lists them: store_full, store_damaged, ... */
  code: string
  message: string
  messageZh: string
}

/** What a screen asks the hub for: a region's running day (`date` null) or one fixed day of it. */
export interface Watched {
  region: string
  date: string | null
}

const finite = (...all: unknown[]): boolean => all.every((n) => Number.isFinite(n))

/** A beat of an older server says nothing of intake; one that is not all figures is not quoted. */
export function intakeOf(beat: unknown): Intake | null {
  const intake = (beat as { intake?: Partial<Intake> } | null | undefined)?.intake
  if (!intake || typeof intake.storm !== 'boolean') return null
  return finite(intake.waiting, intake.lagMs, intake.retryPerSecond) ? (intake as Intake) : null
}

/** Null while the store is well, or where an older server says nothing of it. */
export function storeOf(beat: unknown): StoreTrouble | null {
  const store = (beat as { store?: Partial<StoreTrouble> } | null | undefined)?.store
  return typeof store?.code === 'string' && typeof store.message === 'string' && typeof store.messageZh === 'string' ? (store as StoreTrouble) : null
}

const keyed = (x: unknown): x is { region: string; date: string; version: number } => {
  const frame = x as Partial<Counts> | null
  return typeof frame?.region === 'string' && typeof frame.date === 'string' && Number.isFinite(frame.version)
}

/** A frame that lacks its key, its version or its number is not shown: better the older figure than a wrong one. */
export const isCounts = (x: unknown): x is Counts => keyed(x) && Number.isFinite((x as unknown as Counts).validReports)

export const isFeed = (x: unknown): x is FeedFrame => keyed(x) && Array.isArray((x as unknown as FeedFrame).items)

export const isGrids = (x: unknown): x is GridsFrame => keyed(x) && Array.isArray((x as unknown as GridsFrame).grids)
