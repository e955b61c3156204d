import { describe, expect, it } from 'vitest'
import { Town } from '../src/api/town'
import type { GridShape } from '../src/api/types'
import { borderEdges } from '../src/wall/map/borders'
import { placeLabels } from '../src/wall/map/labels'
import { draw, projection } from '../src/wall/map/project'
import { marked, MOST_PULSES, PULSE_MS, risen } from '../src/wall/map/pulses'
import { legend, shadeOf, stepWidth } from '../src/wall/map/steps'
import { childHolding, gridInside } from '../src/wall/names'

const square = (code: string, west: number, south: number, size = 1): GridShape => ({
  properties: { code, name: code, parent: null },
  geometry: { type: 'Polygon', coordinates: [[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]] },
})
const count = (code: string, validReports: number) => ({ code, name: code, validReports, version: validReports })

describe('the projection', () => {
  it('keeps north up and distances alike in both directions', () => {
    // At 60 degrees a degree of longitude is half as long as one of latitude.
    const shapes = [square('a', 0, 59.5), square('b', 1, 59.5)]
    const to = projection(shapes, { width: 220, height: 220 }, 10)!
    const [left, bottom] = to([0, 59.5])
    const [right, top] = to([2, 60.5])
    expect(right - left).toBeCloseTo(200, 6)
    expect(bottom - top).toBeCloseTo(200, 6)
    expect([left, top]).toEqual([expect.closeTo(10, 6), expect.closeTo(10, 6)])
  })

  it('puts the mark of a grid into the middle of its largest part', () => {
    const far = square('a', 0, 0)
    const both: GridShape = { ...far, geometry: { type: 'MultiPolygon', coordinates: [square('x', 0, 0, 4).geometry!.coordinates as never, square('y', 8, 0, 1).geometry!.coordinates as never] } }
    const to = projection([both], { width: 900, height: 400 }, 0)!
    const [grid] = draw([both], to)
    expect([grid!.x, grid!.y]).toEqual([expect.closeTo(to([2, 2])[0], 3), expect.closeTo(to([2, 2])[1], 3)])
    expect(grid!.path.match(/M/g)).toHaveLength(2)
  })

  it('draws nothing without shapes or room', () => {
    expect(projection([], { width: 100, height: 100 }, 0)).toBeNull()
    expect(projection([square('a', 0, 0)], { width: 10, height: 100 }, 5)).toBeNull()
    expect(projection([{ ...square('a', 0, 0), geometry: null }], { width: 100, height: 100 }, 0)).toBeNull()
  })
})

describe('the borders of children', () => {
  it('leave out what lies between grids of the same child', () => {
    const shapes = [square('a1', 0, 0), square('a2', 1, 0), square('b1', 2, 0)]
    const edges = borderEdges(shapes, (s) => s.properties.code[0]!)
    // Ten distinct edges; the one between a1 and a2 is inside.
    expect(edges).toHaveLength(9)
    expect(edges.some(([p, q]) => p[0] === 1 && q[0] === 1)).toBe(false)
    expect(edges.some(([p, q]) => p[0] === 2 && q[0] === 2)).toBe(true)
  })
})

describe('the names on the map', () => {
  const grid = (code: string, x: number, y: number, area: number) => ({ code, name: code, parent: null, path: '', x, y, area })

  it('stand in the middle of their grids, larger places first, and never over one another', () => {
    const grids = [grid('a1', 100, 100, 10), grid('a2', 140, 100, 10), grid('b1', 125, 105, 1), grid('c1', 100, 300, 1)]
    const labels = placeLabels(grids, (g) => g.code[0]!, (c) => `${c}村`, { width: 400, height: 400 }, 20)
    expect(labels.map((l) => [l.code, l.x, l.y])).toEqual([['a', 120, 100], ['c', 100, 300]])
  })

  it('do not leave the map', () => {
    expect(placeLabels([grid('a', 5, 50, 1)], () => 'a', () => '五星村', { width: 400, height: 100 }, 20)).toEqual([])
  })
})

describe('the shades', () => {
  it('are none and four equal steps of a round width', () => {
    expect([0, 1, 4, 5, 8, 9, 29, 181, 2_210].map(stepWidth)).toEqual([1, 1, 1, 1, 2, 2, 8, 60, 600])
    expect([0, 1, 10, 11, 30, 31, 999].map((n) => shadeOf(n, 10))).toEqual([0, 1, 1, 2, 3, 4, 4])
    expect(shadeOf(null, 10)).toBeNull()
    expect(legend(10)).toEqual(['0', '1–10', '11–20', '21–30', '≥ 31'])
    expect(legend(1)).toEqual(['0', '1', '2', '3', '≥ 4'])
  })
})

describe('the lightest shade', () => {
  it('is had by the highest figure, however high that is: none of them is wasted', () => {
    for (let most = 4; most <= 5_000; most++) expect([most, shadeOf(most, stepWidth(most))]).toEqual([most, 4])
  })
})

describe('the pulses', () => {
  it('mark what has risen, and nothing in the first list or at a withdrawal', () => {
    expect(risen(null, [count('a', 3)])).toEqual([])
    const before = new Map([['a', 3], ['b', 2]])
    expect(risen(before, [count('a', 4), count('b', 1), count('new', 7)])).toEqual(['a'])
  })

  it('are one a grid until it has gone, and bounded', () => {
    const once = marked(new Map(), ['a'], 1_000)
    expect(marked(once, ['a', 'b'], 2_000)).toEqual(new Map([['a', 1_000], ['b', 2_000]]))
    expect(marked(once, ['a'], 1_000 + PULSE_MS)).toEqual(new Map([['a', 1_000 + PULSE_MS]]))
    const storm = marked(new Map(), Array.from({ length: 200 }, (_, i) => `g${i}`), 0)
    expect([storm.size, storm.has('g199'), storm.has('g0')]).toEqual([MOST_PULSES, true, false])
  })
})

describe('the child that holds a grid', () => {
  const town = new Town([
    { code: 'W', name: '乌镇', kind: 'town', parent: null },
    { code: 'v', name: '五星村', kind: 'village', parent: 'W' },
    { code: 'v1', name: '五星村第1网格', kind: 'grid', parent: 'v' },
  ])

  it('is found at every depth, and none for a stranger', () => {
    expect([childHolding('v1', 'W', town), childHolding('v1', 'v', town), childHolding('v1', 'v1', town), childHolding('x', 'W', town)]).toEqual(['v', 'v1', 'v1', null])
    expect(childHolding('v', 'v1', town)).toBeNull()
  })

  it('is named without what the wall says already', () => {
    expect([gridInside('五星村第1网格', '五星村'), gridInside('五星村', '乌镇'), gridInside('五星村', '五星村'), gridInside('Mission - 2', 'Mission')]).toEqual(['第1网格', '五星村', '五星村', '2'])
  })
})
