import type { Box, Drawn } from './project'
import { widthEm } from '../shares'

export interface Label {
  code: string
  text: string
  x: number
  y: number
}

/** Height of a label in ems, its line included. */
const LINE_EM = 1.3

/**
 * A name for each child region, at the middle of its grids: the larger ones first, and none over another or beyond the
 * edge. `childOf` says to which child a grid belongs; `emPx` is the size of the letters.
 */
export function placeLabels(grids: readonly Drawn[], childOf: (grid: Drawn) => string | null, nameOf: (code: string) => string, box: Box, emPx: number): Label[] {
  const sums = new Map<string, { area: number; x: number; y: number }>()
  for (const grid of grids) {
    const code = childOf(grid)
    if (code === null) continue
    const sum = sums.get(code) ?? { area: 0, x: 0, y: 0 }
    const area = Math.max(grid.area, 1e-6)
    sums.set(code, { area: sum.area + area, x: sum.x + grid.x * area, y: sum.y + grid.y * area })
  }
  const taken: { left: number; top: number; right: number; bottom: number }[] = []
  const labels: Label[] = []
  for (const [code, { area, x, y }] of [...sums].sort(([, a], [, b]) => b.area - a.area)) {
    const text = nameOf(code)
    const [cx, cy] = [x / area, y / area]
    const [w, h] = [(widthEm(text) * emPx) / 2, (LINE_EM * emPx) / 2]
    const mine = { left: cx - w, top: cy - h, right: cx + w, bottom: cy + h }
    if (mine.left < 0 || mine.top < 0 || mine.right > box.width || mine.bottom > box.height) continue
    if (taken.some((t) => t.left < mine.right && mine.left < t.right && t.top < mine.bottom && mine.top < t.bottom)) continue
    taken.push(mine)
    labels.push({ code, text, x: cx, y: cy })
  }
  return labels
}
