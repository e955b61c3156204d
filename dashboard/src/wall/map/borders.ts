import type { GridShape } from '../../api/types'

/**
 * The lines between children of the wall's region, and around it all: edges of grids that no grid of the same child has
 * too. Neighbouring grids share their corners exactly; where they do not, a line too many is drawn and none is missing.
 * Rings come back in degrees, to be projected with the grids.
 */
export function borderEdges(shapes: readonly GridShape[], childOf: (shape: GridShape) => string | null): [Corner, Corner][] {
  const edges = new Map<string, { from: Corner; to: Corner; owners: Set<string | null>; times: number }>()
  for (const shape of shapes) {
    const g = shape.geometry
    const rings = !g ? [] : g.type === 'Polygon' ? g.coordinates : g.coordinates.flat()
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const from = corner(ring[i - 1]!)
        const to = corner(ring[i]!)
        const key = [from, to].map(String).sort().join(' ')
        const edge = edges.get(key) ?? { from, to, owners: new Set(), times: 0 }
        edge.owners.add(childOf(shape))
        edge.times++
        edges.set(key, edge)
      }
    }
  }
  return [...edges.values()].filter((e) => e.owners.size > 1 || e.times === 1).map((e) => [e.from, e.to])
}

export type Corner = [longitude: number, latitude: number]

const corner = (p: readonly number[]): Corner => [Number(p[0]!.toFixed(6)), Number(p[1]!.toFixed(6))]
