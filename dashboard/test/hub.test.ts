import { HubConnectionBuilder, LogLevel, type HubConnection } from '@microsoft/signalr'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startMock } from '../mock/server.mjs'
import { emptyDay, isConfirmed, rewatched, withCounts, type DayView } from '../src/live/day'
import { isCounts } from '../src/live/frames'
import { LiveLink } from '../src/live/link'

/** The shipped client against a hub on a real socket: what is on screen after each frame, in order. */
let mock: Awaited<ReturnType<typeof startMock>>
let hub: HubConnection
let link: LiveLink
let view: DayView
let waiting: { until: (view: DayView) => boolean; done: () => void } | undefined

/** Armed before what brings it about. */
const becomes = (until: (view: DayView) => boolean) => new Promise<void>((done) => (waiting = { until, done }))
const set = (next: DayView) => {
  view = next
  if (waiting?.until(view)) waiting.done()
}

beforeEach(async () => {
  mock = await startMock({ scene: 'busy' })
  view = emptyDay({ region: 'wuzhen', date: null })
  hub = new HubConnectionBuilder().withUrl(`http://127.0.0.1:${mock.port}/live`).configureLogging(LogLevel.None).build()
  hub.on('counts', (frame: unknown) => isCounts(frame) && set(withCounts(view, frame)))
  hub.on('feed', () => undefined)
  hub.on('beat', () => undefined)
  link = new LiveLink(hub, { up: () => undefined, down: () => set(rewatched(view)), refused: () => undefined }, () => 0)
  link.watch([view.watched])
})
afterEach(async () => {
  await link.close()
  await mock.close()
})

it('shows the snapshot and then every report', async () => {
  const first = becomes((v) => v.counts?.validReports === 36)
  link.open()
  await first
  const next = becomes((v) => v.counts?.validReports === 37)
  mock.report()
  await next
  expect(view.counts?.version).toBe(37)
})

it('drops a stale frame that a zombie sends', async () => {
  const first = becomes((v) => v.counts !== null)
  link.open()
  await first
  const next = becomes((v) => v.counts?.version === 37)
  mock.tell('counts', { ...mock.town.counts('wuzhen', mock.town.today()), validReports: 1, version: 35, today: true })
  mock.report()
  await next
  expect(view.counts?.validReports).toBe(37)
})

it('keeps its figures while the server is away and has the exact ones when it is back', async () => {
  const first = becomes((v) => v.counts !== null)
  link.open()
  await first
  const gone = becomes((v) => !isConfirmed(v))
  mock.down(true)
  await gone
  expect(view.counts?.validReports).toBe(36)
  mock.town.report()
  mock.town.report()
  const back = becomes(isConfirmed)
  mock.down(false)
  await back
  expect(view.counts?.validReports).toBe(38)
})
