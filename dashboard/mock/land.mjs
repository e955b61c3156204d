import { readFileSync } from 'node:fs'

const DEMO = new URL('../../demo/wuzhen.geojson', import.meta.url)

/** The demo town's tree and polygons, its root called `wuzhen`. */
export function demoLand() {
  const { features } = JSON.parse(readFileSync(DEMO, 'utf8'))
  const root = features.find((f) => !f.properties.parent).properties.code
  const code = (c) => (c === root ? 'wuzhen' : c)
  const regions = features.map(({ properties: p }) => ({ code: code(p.code), name: p.name, kind: p.kind, parent: p.parent ? code(p.parent) : null, timeZone: p.timeZone ?? null }))
  return { regions, shapes: new Map(features.filter((f) => f.geometry).map((f) => [code(f.properties.code), f.geometry])) }
}

/** Grids laid out as a chequerboard near a place, siblings side by side: for towns whose map is not to hand. */
export function latticeLand(regions, west, south, stepDegrees) {
  const grids = regions.filter((r) => r.kind === 'grid').sort((a, b) => (a.parent < b.parent ? -1 : a.parent > b.parent ? 1 : 0))
  const columns = Math.ceil(Math.sqrt(grids.length))
  const bend = (x, y) => [west + stepDegrees * (x + 0.22 * Math.sin(3 * x + 5 * y)), south + stepDegrees * (y + 0.22 * Math.sin(4 * x + 2 * y))]
  return new Map(
    grids.map((grid, i) => {
      const [x, y] = [i % columns, Math.floor(i / columns)]
      const ring = [bend(x, y), bend(x + 1, y), bend(x + 1, y + 1), bend(x, y + 1), bend(x, y)]
      return [grid.code, { type: 'Polygon', coordinates: [ring] }]
    }),
  )
}
