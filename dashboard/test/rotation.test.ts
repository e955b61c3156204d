import { describe, expect, it } from 'vitest'
import { readAddress, writeAddress } from '../src/address'
import { Town } from '../src/api/town'
import { begin, isPaused, PATIENCE_MS, paused, PAUSE_MS, step, stopsOf } from '../src/wall/rotation/turns'

const STOPS = ['W', 'a', 'b']
const all = () => true
const none = () => false

describe('the rotation', () => {
  it('goes through a region and the places directly below it, trades left out', () => {
    const town = new Town([
      { code: 'W', name: '', kind: 'town', parent: null },
      { code: 'b', name: '', kind: 'village', parent: 'W' },
      { code: 'a', name: '', kind: 'village', parent: 'W' },
      { code: 'a1', name: '', kind: 'grid', parent: 'a' },
      { code: 't', name: '', kind: 'trade', parent: 'W' },
    ])
    expect(stopsOf(town, 'W')).toEqual(['W', 'b', 'a'])
    expect(stopsOf(town, 'a1')).toEqual(['a1'])
  })

  it('goes on when its time has come, and round', () => {
    let turns = begin(STOPS, 10_000, 0)
    const seen: string[] = []
    for (let now = 0; now <= 40_000; now += 1_000) {
      turns = step(turns, STOPS, 10_000, now, true, all)
      if (seen.at(-1) !== turns.at) seen.push(turns.at)
    }
    expect(seen).toEqual(['W', 'a', 'b', 'W', 'a'])
  })

  it('waits for the figures of the next region rather than show its name without them', () => {
    const due = begin(STOPS, 10_000, 0)
    expect(step(due, STOPS, 10_000, 12_000, true, none).at).toBe('W')
    expect(step(due, STOPS, 10_000, 12_000, true, (code) => code === 'a').at).toBe('a')
  })

  it('passes over a region whose figures do not come', () => {
    const skipped = step(begin(STOPS, 10_000, 0), STOPS, 10_000, 10_000 + PATIENCE_MS, true, none)
    expect([skipped.at, skipped.next]).toEqual(['W', 'b'])
    const back = step(skipped, STOPS, 10_000, skipped.dueMs + PATIENCE_MS, true, none)
    expect([back.at, back.next]).toEqual(['W', 'a'])
  })

  it('stays where it is while its figures are not live', () => {
    const held = step(begin(STOPS, 10_000, 0), STOPS, 10_000, 10_000, false, all)
    expect([held.at, held.dueMs]).toEqual(['W', 20_000])
  })

  it('rests while somebody is reading and gives the full turn afterwards', () => {
    const rest = paused(begin(STOPS, 10_000, 0), 10_000, 5_000)
    expect([isPaused(rest, 5_000 + PAUSE_MS - 1), isPaused(rest, 5_000 + PAUSE_MS)]).toEqual([true, false])
    expect(step(rest, STOPS, 10_000, 5_000 + PAUSE_MS + 9_999, true, all).at).toBe('W')
    expect(step(rest, STOPS, 10_000, 5_000 + PAUSE_MS + 10_000, true, all).at).toBe('a')
  })

  it('does nothing where there is nowhere to go', () => {
    const alone = begin(['W'], 10_000, 0)
    expect(step(alone, ['W'], 10_000, 99_000, true, all)).toBe(alone)
  })

  it('is asked for by the address, within bounds', () => {
    expect(['?rotate=20', '?rotate=1', '?rotate=1e9', '?rotate=no', '?rotate=-4', ''].map((q) => readAddress('/', q).rotate)).toEqual([20, 5, 3600, null, null, null])
    expect(writeAddress({ region: 'W', rotate: 20 })).toBe('/wall/W?rotate=20')
  })
})
