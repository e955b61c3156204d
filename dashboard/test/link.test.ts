import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveLink, PATIENCE_MS, type Hub } from '../src/live/link'

/** A hub that does as it is told and writes down what it was asked. */
class FakeHub implements Hub {
  calls: string[] = []
  starts: (() => Promise<void>)[] = []
  answer: (call: string) => Promise<unknown> = () => Promise.resolve()
  #closed: () => void = () => undefined

  start(): Promise<void> {
    this.calls.push('start')
    return this.starts.shift()?.() ?? Promise.resolve()
  }
  stop(): Promise<void> {
    return Promise.resolve()
  }
  invoke(method: string, ...args: unknown[]): Promise<unknown> {
    const call = [method, ...args].join(' ')
    this.calls.push(call)
    return this.answer(call)
  }
  onclose(then: () => void): void {
    this.#closed = then
  }
  drop(): void {
    this.#closed()
  }
  /** What was asked since the last time. */
  take(): string[] {
    return this.calls.splice(0)
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0)
const today = (region: string) => ({ region, date: null })

describe('a live link', () => {
  let hub: FakeHub
  let seen: string[]
  let link: LiveLink

  beforeEach(() => {
    vi.useFakeTimers()
    hub = new FakeHub()
    seen = []
    link = new LiveLink(hub, { up: () => seen.push('up'), down: () => seen.push('down'), refused: (w, why) => seen.push(`refused ${w.region}: ${why}`) }, () => 1)
  })
  afterEach(() => vi.useRealTimers())

  it('watches what is wanted, days by their date', async () => {
    link.watch([today('R'), { region: 'Q', date: '2016-06-13' }])
    link.open()
    await settle()
    expect(hub.take()).toEqual(['start', 'Watch R', 'WatchDay Q 2016-06-13'])
    expect(seen).toEqual(['up'])
  })

  it('keeps trying when the first connection fails', async () => {
    hub.starts = Array.from({ length: 6 }, () => () => Promise.reject(new Error('refused')))
    link.watch([today('R')])
    link.open()
    for (const wait of [500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
      await settle()
      expect(hub.take()).toEqual(['start'])
      await vi.advanceTimersByTimeAsync(wait - 1)
      expect(hub.take()).toEqual([])
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(hub.take()).toEqual(['start', 'Watch R'])
    expect(seen).toEqual([...Array.from({ length: 6 }, () => 'down'), 'up'])
  })

  it('gives up a start that never ends', async () => {
    hub.starts = [() => new Promise(() => undefined)]
    link.open()
    await vi.advanceTimersByTimeAsync(PATIENCE_MS + 500)
    expect(hub.take()).toEqual(['start', 'start'])
  })

  it('watches everything again after a loss, soon again after a good spell', async () => {
    link.watch([today('R'), today('T')])
    link.open()
    await settle()
    hub.take()
    for (let i = 0; i < 3; i++) {
      hub.drop()
      await vi.advanceTimersByTimeAsync(500)
      expect(hub.take()).toEqual(['start', 'Watch R', 'Watch T'])
    }
  })

  it('unwatches before it watches when the wall changes', async () => {
    link.watch([today('R'), today('T')])
    link.open()
    await settle()
    hub.take()
    link.watch([{ region: 'R', date: '2016-06-13' }, today('T')])
    await settle()
    expect(hub.take()).toEqual(['Unwatch R', 'WatchDay R 2016-06-13'])
  })

  it('asks again without dropping the connection when a watch is refused', async () => {
    hub.answer = (call) => (call === 'Watch T' ? Promise.reject(new Error('not yet')) : Promise.resolve())
    link.watch([today('R'), today('T')])
    link.open()
    await settle()
    expect(hub.take()).toEqual(['start', 'Watch R', 'Watch T'])
    hub.answer = () => Promise.resolve()
    await vi.advanceTimersByTimeAsync(500)
    expect(hub.take()).toEqual(['Watch T'])
    expect(seen).toEqual(['up', 'refused T: not yet'])
  })

  it('is quiet after it was closed', async () => {
    link.open()
    await settle()
    await link.close()
    hub.drop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(hub.take()).toEqual(['start'])
  })
})
