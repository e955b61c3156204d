import type { GridShape, Ring } from '../../api/types'

/** A grid drawn: its outline as an SVG path, and where a mark of it belongs, in pixels of the box. */
export interface Drawn {
  code: string
  name: string
  parent: string | null
  path: string
  x: number
  y: number
  /** Square pixels. */
  area: number
}

export interface Box {
  width: number
  height: number
}

const polygonsOf = (g: GridShape['geometry']): Ring[][] => (!g ? [] : g.type === 'Polygon' ? [g.coordinates] : g.coordinates)

/** From degrees to pixels of a box; null when there is nothing to draw or no room for it. */
export type Projection = (p: readonly number[]) => [x: number, y: number]

/**
 * Fits shapes into a box, north up, as large as it allows. A degree of longitude is shorter than one of latitude by the
 * cosine of the latitude; over a county that is exact to a fraction of a pixel.
 */
export function projection(shapes: readonly GridShape[], box: Box, margin: number): Projection | null {
  const points = shapes.flatMap((s) => polygonsOf(s.geometry).flat(2))
  if (!points.length || box.width <= 2 * margin || box.height <= 2 * margin) return null
  const [west, east] = extent(points.map((p) => p[0]))
  const [south, north] = extent(points.map((p) => p[1]))
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const wide = Math.max((east - west) * narrow, 1e-9)
  const high = Math.max(north - south, 1e-9)
  const scale = Math.min((box.width - 2 * margin) / wide, (box.height - 2 * margin) / high)
  const left = (box.width - wide * scale) / 2
  const top = (box.height - high * scale) / 2
  return (p) => [left + (p[0]! - west) * narrow * scale, top + (north - p[1]!) * scale]
}

export const draw = (shapes: readonly GridShape[], to: Projection): Drawn[] =>
  shapes.flatMap(({ properties: { code, name, parent }, geometry }) => {
    const parts = polygonsOf(geometry).map((polygon) => polygon.map((ring) => ring.map(to)))
    const largest = parts.map((p) => centre(p[0] ?? [])).sort((a, b) => b.area - a.area)[0]
    return largest ? [{ code, name, parent, path: parts.flat().map(outline).join(''), ...largest }] : []
  })

const extent = (all: number[]): [number, number] => all.reduce<[number, number]>(([a, b], n) => [Math.min(a, n), Math.max(b, n)], [Infinity, -Infinity])

const outline = (ring: [number, number][]): string => ring.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('') + 'Z'

/** Centroid and area of a ring by the shoelace formula; a ring without area has its first point. */
function centre(ring: [number, number][]): { x: number; y: number; area: number } {
  let [twice, x, y] = [0, 0, 0]
  ring.forEach(([x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length]!
    const cross = x1 * y2 - x2 * y1
    twice += cross
    x += (x1 + x2) * cross
    y += (y1 + y2) * cross
  })
  if (Math.abs(twice) < 1e-9) return { x: ring[0]?.[0] ?? 0, y: ring[0]?.[1] ?? 0, area: 0 }
  return { x: x / (3 * twice), y: y / (3 * twice), area: Math.abs(twice) / 2 }
}
