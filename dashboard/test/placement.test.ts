import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startMock } from '../mock/server.mjs'
import { placementCalls } from '../src/admin/client'
import { isPlacement, type Placement } from '../src/admin/types'
import { ApiError } from '../src/api/client'
import { LiveLink, type Calls } from '../src/live/link'

/** The calls and the watch of administration against a stand-in on a real socket. */
let mock: Awaited<ReturnType<typeof startMock>>
const there = globalThis.fetch

beforeEach(async () => {
  mock = await startMock({ scene: 'busy', token: 'sesame' })
  // The page asks by path; the hub's client names its host.
  globalThis.fetch = (path, init) => there(String(path).startsWith('/') ? `http://127.0.0.1:${mock.port}${String(path)}` : path, init)
})
afterEach(async () => {
  globalThis.fetch = there
  await mock.close()
})

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (e: unknown) => (e instanceof ApiError ? { status: e.status, code: e.code, zh: e.messageZh } : e),
  )

describe('administration', () => {
  it('wants the token', async () => {
    expect(await refusal(placementCalls(() => '').placement())).toMatchObject({ status: 401, zh: '缺少管理口令，或口令不对' })
    expect(isPlacement(await placementCalls(() => 'sesame').placement())).toBe(true)
  })

  it('moves, drains, weighs and applies by the addresses of the contract', async () => {
    const calls = placementCalls(() => 'sesame')
    const [grid] = (await calls.placement()).grids
    const other = grid!.silo === 'silo-2' ? 'silo-3' : 'silo-2'
    expect((await calls.move(grid!.code, other, true, 'Ada')).version).toBe(41)
    expect((await calls.placement()).grids[0]).toMatchObject({ silo: other, pinned: true })
    await calls.drain('silo-4', 'Ada')
    expect((await calls.placement()).silos[3]).toMatchObject({ state: 'draining', grids: 0 })
    expect(await refusal(calls.move(grid!.code, 'silo-4', false, 'Ada'))).toMatchObject({ status: 409, code: 'silo_draining' })
    await calls.refill('silo-4', 'Ada')
    await calls.weigh('silo-4', 2.5, 'Ada')
    const plan = await calls.plan()
    await calls.weigh('silo-4', 1, 'Ada')
    expect(await refusal(calls.apply(plan, 'Ada'))).toMatchObject({ status: 409, code: 'placement_changed' })
    await calls.apply(await calls.plan(), 'Ada')
    expect((await calls.audit(0, 3)).lines.map((l) => l.action)).toEqual(['apply', 'weigh', 'weigh'])
  })

  it('is watched over the same link as a wall, with the token', async () => {
    const calls: Calls<string> = { key: (w) => w, ask: () => ['WatchPlacement'], drop: () => ['UnwatchPlacement'], together: () => true }
    const hub = new HubConnectionBuilder()
      .withUrl(`http://127.0.0.1:${mock.port}/live`, { accessTokenFactory: () => 'sesame' })
      .configureLogging(LogLevel.None)
      .build()
    let next: (frame: Placement) => void = () => undefined
    const frame = () => new Promise<Placement>((done) => (next = done))
    hub.on('placement', (p: Placement) => next(p))
    hub.on('beat', () => undefined)
    const link = new LiveLink<string>(hub, { up: () => undefined, down: () => undefined, refused: () => undefined }, () => 0, calls)
    link.watch(['placement'])
    const first = frame()
    link.open()
    expect((await first).version).toBe(40)
    const second = frame()
    mock.house.drain('silo-1', { by: 'Ada' })
    mock.tellPlacement()
    expect((await second).version).toBe(41)
    await link.close()
  })
})
