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
}

/**
 * The places below in the tree's order, whatever their figures. `complete` says that the day's tree is today's, so
 * that a place without a figure is a gap worth showing.
 */
export function placesInOrder(children: readonly ChildCount[], region: string, town: Town, complete: boolean): Place[] {
  const trades = new Set(town.tradesUnder(region).map((t) => t.code))
  const sent = children.filter((c) => !trades.has(c.code))
  const places: Place[] = sent.map((c) => ({ code: c.code, name: town.get(c.code)?.name ?? c.name, value: c.validReports }))
  if (complete) {
    const have = new Set(sent.map((c) => c.code))
    for (const r of town.placesUnder(region)) if (!have.has(r.code)) places.push({ code: r.code, name: r.name, value: null })
  }
  return places.sort((a, b) => town.order(a.code) - town.order(b.code))
}

/** A name's width in ems: a Chinese character is one, a Latin letter about half. */
export const widthEm = (name: string): number =>
  [...name].reduce((w, ch) => w + (ch.codePointAt(0)! > 0x2e7f ? 1 : 0.56), 0)

/** More tiles than this are paged: smaller ones could not be read from across a room. */
export const TILES_PER_PAGE = 60

/** So few tiles would be lost in a panel of their own: they stand in a strip above the list of reports. */
export const isFew = (count: number): boolean => count <= 8

/**
 * How many columns let `count` tiles fill their area with names that can be read: a strip of at most four when they
 * are few, else 784 by 800.
 */
export function tileColumns(count: number, longestEm: number): number {
  if (isFew(count)) return Math.max(1, Math.min(4, count))
  const wide = longestEm > 11
  if (count <= 15) return 3
  if (count <= 24) return wide ? 3 : 4
  if (wide) return 4
  return count <= 40 ? 5 : 6
}
