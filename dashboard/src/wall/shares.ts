import type { Town } from '../api/town'
import type { ChildCount } from '../live/frames'

export interface Share {
  code: string
  /** Null only for a place of today's tree for which the server sent no figure: shown as a dash, never as zero. */
  value: number | null
}

/** The `room` largest categories, the rest as one sum. Kinds of matters may be ranked; places and people may not. */
export function topCategories(byCategory: Readonly<Record<string, number>>, room: number): { top: Share[]; rest: number; restKinds: number } {
  const all = Object.entries(byCategory)
    .filter(([, n]) => n > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const shown = all.length > room ? Math.max(0, room - 1) : all.length
  const rest = all.slice(shown)
  return {
    top: all.slice(0, shown).map(([code, value]) => ({ code, value })),
    rest: rest.reduce((sum, [, n]) => sum + n, 0),
    restKinds: rest.length,
  }
}

export interface Place extends Share {
  name: string
  /** Issues open there now; null while nobody has said. */
  open: number | null
}

/**
 * The places below in the tree's order, whatever their figures. `complete` says that the day's tree is today's, so
 * that a place without a figure is a gap worth showing.
 */
export function placesInOrder(children: readonly ChildCount[], region: string, town: Town, complete: boolean): Omit<Place, 'open'>[] {
  const trades = new Set(town.tradesUnder(region).map((t) => t.code))
  const sent = children.filter((c) => !trades.has(c.code))
  const places: Omit<Place, 'open'>[] = sent.map((c) => ({ code: c.code, name: town.get(c.code)?.name ?? c.name, value: c.validReports }))
  if (complete) {
    const have = new Set(sent.map((c) => c.code))
    for (const r of town.placesUnder(region)) if (!have.has(r.code)) places.push({ code: r.code, name: r.name, value: null })
  }
  return places.sort((a, b) => town.order(a.code) - town.order(b.code))
}

/** A name's width in ems: a Chinese character is one, a Latin letter about half. */
export const widthEm = (name: string): number =>
  [...name].reduce((w, ch) => w + (ch.codePointAt(0)! > 0x2e7f ? 1 : 0.56), 0)

/** So few tiles would be lost in a panel of their own: they stand in a strip above the list of reports. */
export const isFew = (count: number): boolean => count <= 8

export interface Tiling {
  columns: number
  rows: number
  pages: number
  /** Name above figure; otherwise they stand side by side. */
  tall: boolean
}

export const TILE_GAP_REM = 0.5
const TALL_REM = 6.5
/** A name longer than this many ems is broken over two lines. */
const LINE_EM = 8

const rowHeightRem = (longestEm: number): number => (longestEm > LINE_EM ? 2.5 : 1.875)
const rowWidthRem = (longestEm: number): number => Math.min(longestEm, LINE_EM) * 1.0625 + 3.9
const fit = (room: number, each: number): number => Math.max(1, Math.floor((room + TILE_GAP_REM) / (each + TILE_GAP_REM)))

/**
 * How `count` tiles fill a box (in rem) so that their names can be read from across a room: tall ones when there is
 * room, else rows, else pages of rows that follow one another.
 */
export function tiling(box: { width: number; height: number }, count: number, longestEm: number): Tiling {
  const tallColumns = Math.min(fit(box.width, Math.max(7.5, Math.min(longestEm, LINE_EM) * 1.125 + 2)), Math.max(1, count))
  const tallRows = Math.ceil(count / tallColumns)
  if (tallRows * (TALL_REM + TILE_GAP_REM) - TILE_GAP_REM <= box.height) {
    const columns = Math.ceil(count / Math.max(1, Math.min(tallRows, fit(box.height, 8))))
    const few = Math.min(tallColumns, Math.max(columns, Math.ceil(Math.sqrt(count * 0.8))))
    return { columns: few || 1, rows: Math.max(1, Math.ceil(count / (few || 1))), pages: 1, tall: true }
  }
  const columns = Math.min(fit(box.width, rowWidthRem(longestEm)), Math.max(1, count))
  const most = fit(box.height, rowHeightRem(longestEm))
  const pages = Math.ceil(count / (columns * most))
  if (pages > 1) return { columns, rows: most, pages, tall: false }
  const rows = Math.max(1, Math.ceil(count / columns))
  return { columns: Math.max(1, Math.ceil(count / rows)), rows, pages: 1, tall: false }
}

/** The height in rem that `count` rows want in a list of a given width; what is beyond `most` comes on further pages. */
export function listHeightRem(count: number, longestEm: number, widthRem: number, most: number): number {
  const rows = Math.ceil(count / fit(widthRem, rowWidthRem(longestEm)))
  return Math.min(most, rows * (rowHeightRem(longestEm) + TILE_GAP_REM) - TILE_GAP_REM)
}
