import { describe, expect, it } from 'vitest'
import { movesOf, wordOf } from '../src/admin/audit'
import { dropTarget, hasBegun, SLACK_PX, type Target } from '../src/admin/drag'
import { cards, drainage, matcher, rate, refillment, replaces } from '../src/admin/placement'
import type { AuditLine, PlacedGrid, Placement, Silo } from '../src/admin/types'
import { withNewest } from '../src/admin/useAudit'
import { en } from '../src/admin/words/en'
import { zh } from '../src/admin/words/zh'

const silo = (name: string, over: Partial<Silo> = {}): Silo => ({ name, state: 'live', weight: 1, grids: 0, reportsPerSecond: 0, grains: 0, ...over })
const grid = (code: string, on: string, over: Partial<PlacedGrid> = {}): PlacedGrid => ({ code, name: `${code}网格`, silo: on, pinned: false, reportsPerSecond: 0, moving: false, ...over })
const placement = (over: Partial<Placement> = {}): Placement => ({
  version: 7,
  at: '2016-06-13T08:40:00Z',
  silos: [silo('s1', { reportsPerSecond: 60, weight: 1 }), silo('s2', { reportsPerSecond: 30, weight: 2 }), silo('s3', { state: 'draining', reportsPerSecond: 0 })],
  grids: [grid('a', 's1', { reportsPerSecond: 1 }), grid('b', 's1', { reportsPerSecond: 9, pinned: true }), grid('c', 's2'), grid('d', '')],
  ...over,
})
const all = () => true

describe('the cards of silos', () => {
  it('hold the grids that run on them; what runs nowhere stands apart', () => {
    const made = cards(placement(), 'tree', all)
    expect(made.cards.map((c) => [c.silo.name, c.grids.map((g) => g.code)])).toEqual([['s1', ['a', 'b']], ['s2', ['c']], ['s3', []]])
    expect(made.homeless.map((g) => g.code)).toEqual(['d'])
  })

  it('measure a load against the share of its weight; who takes no grids has no share', () => {
    const made = cards(placement(), 'tree', all).cards
    expect(made.map((c) => c.share)).toEqual([30, 60, null])
    expect(made.map((c) => c.over)).toEqual([2, 0.5, null])
    expect(made.map((c) => c.busy)).toEqual([true, false, false])
  })

  it('are quiet when there is no load', () => {
    const idle = placement({ silos: [silo('s1')], grids: [] })
    expect(cards(idle, 'tree', all).cards[0]).toMatchObject({ share: 0, over: null })
  })

  it('are amber only where a rebalance has something to move: in a quiet town a grid costs more than its reports', () => {
    const quiet = (rates: number[]) => placement({ silos: rates.map((n, i) => silo(`s${i}`, { reportsPerSecond: n, grids: 27 })), grids: [] })
    const busy = (rates: number[]) => cards(quiet(rates), 'tree', all).cards.map((c) => c.busy)
    expect(busy([0.1, 0, 0.2])).toEqual([false, false, false])
    // 27 grids weigh 2.7: 0.27 + 0.135 above the mean of the three is the tenth, and what is above that is more.
    expect(busy([0.42, 0, 0])).toEqual([false, false, false])
    expect(busy([0.43, 0, 0])).toEqual([true, false, false])
  })

  it('come by load when asked, in the order of the tree otherwise', () => {
    expect(cards(placement(), 'load', all).cards[0]!.grids.map((g) => g.code)).toEqual(['b', 'a'])
    const alike = placement({ grids: [grid('a', 's1', { reportsPerSecond: 1.01 }), grid('b', 's1', { reportsPerSecond: 1.04 })] })
    expect(cards(alike, 'load', all).cards[0]!.grids.map((g) => g.code)).toEqual(['a', 'b'])
  })
})

describe('the search', () => {
  const around = (code: string) => (code === 'a' ? '五星村' : '')
  const finds = (text: string) => placement().grids.filter(matcher(text, around)).map((g) => g.code)

  it('wants every word somewhere in code, name or village', () => {
    expect([finds(''), finds('A'), finds('五星'), finds('五星 a'), finds('五星 b')]).toEqual([['a', 'b', 'c', 'd'], ['a'], ['a'], ['a'], []])
  })
})

describe('a frame of the placement', () => {
  it('never goes back, unless a connection begins', () => {
    const shown = placement()
    const next = (over: Partial<Placement>, first = false) => replaces(shown, placement(over), first)
    expect([replaces(null, shown, false), next({ version: 8 }), next({ version: 6 }), next({ version: 6 }, true)]).toEqual([true, true, false, true])
    expect([next({ at: '2016-06-13T08:40:01Z' }), next({ at: '2016-06-13T08:39:59Z' }), next({ at: 'soon' })]).toEqual([true, false, true])
  })
})

describe('what a drain or a refill will do', () => {
  it('is said in grids and silos', () => {
    expect(drainage(placement(), 's1')).toEqual({ grids: 2, pinned: 1, takers: ['s2'] })
    expect(drainage(placement(), 's2')).toEqual({ grids: 1, pinned: 0, takers: ['s1'] })
  })

  it('is estimated by weight, without the pinned', () => {
    // Three grids are not pinned; s3 has a quarter of the weight.
    expect(refillment(placement(), 's3')).toBe(1)
    expect(refillment(placement({ silos: [] }), 's3')).toBe(0)
  })
})

describe('dragging', () => {
  const targets: Target[] = [
    { silo: 's1', takes: true, left: 0, top: 0, right: 100, bottom: 100 },
    { silo: 's2', takes: true, left: 100, top: 0, right: 200, bottom: 100 },
    { silo: 's3', takes: false, left: 200, top: 0, right: 300, bottom: 100 },
  ]
  it('begins beyond the slack of a hand', () => {
    expect([hasBegun({ x: 0, y: 0 }, { x: SLACK_PX, y: 0 }), hasBegun({ x: 0, y: 0 }, { x: SLACK_PX, y: 1 })]).toEqual([false, true])
  })
  it('ends over another silo that takes grids, or does nothing', () => {
    const over = (x: number, y = 50) => dropTarget(targets, { x, y }, 's1')
    expect([over(150), over(100), over(99.9), over(250), over(400), over(150, 100)]).toEqual(['s2', 's2', null, null, null, null])
  })
})

describe('the audit lines', () => {
  const line = (seq: number) => ({ seq, at: '', by: '', action: '', subject: '', before: '', after: '' })
  const seqs = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => line(from - i))

  it('join without a repetition', () => {
    expect(withNewest(seqs(5, 1), seqs(7, 4)).map((l) => l.seq)).toEqual([7, 6, 5, 4, 3, 2, 1])
    expect(withNewest(seqs(30, 1), seqs(40, 11)).map((l) => l.seq)).toEqual(seqs(40, 1).map((l) => l.seq))
  })
  it('begin anew rather than hide a hole', () => {
    expect(withNewest(seqs(5, 1), seqs(60, 31)).map((l) => l.seq)).toEqual(seqs(60, 31).map((l) => l.seq))
  })
})

describe('words and figures', () => {
  it('are rounded as they are read', () => {
    expect([0, 0.04, 0.05, 3.14, 9.94, 9.96, 149.6].map(rate)).toEqual(['0', '<0.1', '0.1', '3.1', '9.9', '10', '150'])
  })
  it('say the same things in both languages', () => {
    const keys = (o: object, path = ''): string[] => Object.entries(o).flatMap(([k, v]) => (typeof v === 'string' ? [`${path}${k}:${[...v.matchAll(/\{\w+\}/g)].map((m) => m[0]).sort().join()}`] : keys(v as object, `${path}${k}.`)))
    expect(keys(en)).toEqual(keys(zh))
  })
})

describe('an audit line', () => {
  const line = (over: Partial<AuditLine>): AuditLine => ({ seq: 1, at: '', by: 'Ada', action: 'apply', subject: '2', before: '', after: '', ...over })

  it('of a plan is read grid by grid', () => {
    expect(movesOf(line({ before: 'G1: automatic (silo-2); 330: silo-1, pinned', after: 'G1: silo-3; 330: silo-2' }))).toEqual({
      moves: [{ grid: 'G1', before: 'automatic (silo-2)', after: 'silo-3' }, { grid: '330', before: 'silo-1, pinned', after: 'silo-2' }],
      more: 0,
    })
    expect(movesOf(line({ before: 'G1: silo-1; and 3 more', after: 'G1: silo-3; and 3 more' }))).toEqual({ moves: [{ grid: 'G1', before: 'silo-1', after: 'silo-3' }], more: 3 })
  })

  it('that says something else stays as the server wrote it', () => {
    const others = [{ action: 'move', before: 'G1: silo-1', after: 'G1: silo-2' }, { before: 'G1: silo-1', after: 'G2: silo-2' }, { before: 'all', after: 'none' }, { before: 'G1: silo-1', after: '' }]
    expect(others.map((over) => movesOf(line(over)))).toEqual([null, null, null, null])
  })

  it('is told in words that the page knows', () => {
    expect(['automatic (silo-1)', 'silo-2, pinned', 'live', 'draining', 'silo-2', '2.5', ''].map(wordOf)).toEqual([
      { key: 'automatic', silo: 'silo-1' }, { key: 'pinned', silo: 'silo-2' }, { key: 'live', silo: '' }, { key: 'draining', silo: '' }, null, null, null,
    ])
    for (const words of [zh, en]) expect(Object.keys(words.audit.words)).toEqual(['automatic', 'pinned', 'live', 'draining'])
  })
})
