import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { readAddress, writeAddress } from '../src/address'
import { lastMinute, minuteAt, minutesOf, momentOf, played } from '../src/wall/replay/moments'
import { useReplay } from '../src/wall/replay/useReplay'

const SHANGHAI = 'Asia/Shanghai'
const BERLIN = 'Europe/Berlin'
const iso = (ms: number) => new Date(ms).toISOString()

describe('the minutes of a replayed day', () => {
  it('are as many as the day has', () => {
    expect(['2026-06-13', '2026-10-25', '2026-03-29'].map((day) => minutesOf(day, BERLIN))).toEqual([1440, 1500, 1380])
    expect(iso(momentOf('2026-11-20', 605, SHANGHAI))).toBe('2026-11-20T02:05:00.000Z')
    expect(iso(momentOf('2026-11-20', 1440, SHANGHAI))).toBe('2026-11-20T15:59:59.999Z')
    expect(iso(momentOf('2026-10-25', 1499, BERLIN))).toBe('2026-10-25T22:59:00.000Z')
  })

  it('are found by the clock of that day', () => {
    expect(minuteAt('2026-11-20', '10:05', SHANGHAI)).toBe(605)
    expect(minuteAt('2026-10-25', '03:00', BERLIN)).toBe(240) // two was there twice
    expect(minuteAt('2026-03-29', '04:00', BERLIN)).toBe(180)
  })

  it('end where nothing has been yet', () => {
    const now = Date.parse('2026-11-20T02:05:40Z')
    expect(['2026-11-19', '2026-11-20', '2026-11-21'].map((day) => lastMinute(day, now, SHANGHAI))).toEqual([1440, 605, 0])
    expect(played(600, 30_000, 1, 1440)).toBe(630)
    expect(played(600, 30_000, 10, 1440)).toBe(900)
    expect(played(600, 30_000, 10, 605)).toBe(605)
  })
})

describe('the address of a replay', () => {
  it('names a minute of a day, and nothing without a day', () => {
    expect(readAddress('/wall/V', '?date=2026-11-20&at=10:05')).toMatchObject({ date: '2026-11-20', at: '10:05' })
    expect(['?at=10:05', '?date=2026-11-20&at=9:05', '?date=2026-11-20&at=24:00', '?date=2026-11-31&at=10:05'].map((q) => readAddress('/', q).at)).toEqual([undefined, undefined, undefined, undefined])
    expect(writeAddress({ region: 'V', date: '2026-11-20', at: '10:05' })).toBe('/wall/V?date=2026-11-20&at=10%3A05')
    expect(writeAddress({ region: 'V', at: '10:05' })).toBe('/wall/V')
  })
})

describe('a replay', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  /** A server whose day has one report each minute; `down` is no server, `says` is what it answers instead. */
  function open(last = 1440) {
    const server = { down: false, says: null as { status: number; body: object } | null, asked: [] as string[] }
    vi.stubGlobal('fetch', async (address: string) => {
      if (server.down) throw new TypeError('no server')
      if (server.says) return new Response(JSON.stringify(server.says.body), { status: server.says.status })
      const url = new URL(address, 'http://wall/')
      const at = url.searchParams.get('at')!
      const [, region = '', what = ''] = /regions\/([^/]+)\/days\/2026-11-20(.*)$/.exec(url.pathname)!
      if (!what) server.asked.push(`${region} ${at}`)
      const n = (Date.parse(at) - Date.parse('2026-11-19T16:00:00Z')) / 60_000
      const answer = what === '/hours' ? { hours: Array(24).fill(0) } : what ? [] : { region, date: '2026-11-20', validReports: n, version: n, byCategory: {}, children: [] }
      return new Response(JSON.stringify(answer))
    })
    const scope = effectScope()
    let nowMs = 0
    const replay = scope.run(() => useReplay(['T', 'X'], '2026-11-20', SHANGHAI, 600, () => last, () => nowMs))!
    const pass = async (ms: number) => {
      for (let gone = 0; gone < ms; gone += 250) {
        nowMs += 250
        await vi.advanceTimersByTimeAsync(250)
      }
    }
    const valid = (region = 'T') => replay.shown.value?.figures.days.get(region)?.counts?.validReports
    return { server, replay, pass, valid, close: () => scope.stop() }
  }

  it('shows the minute asked for, of every region beside', async () => {
    const { server, replay, pass, valid, close } = open()
    await pass(250)
    expect([valid(), valid('X')]).toEqual([600, 600])
    expect(server.asked).toEqual(['T 2026-11-20T02:00:00.000Z', 'X 2026-11-20T02:00:00.000Z'])
    for (const minute of [700, 701, 702]) replay.seek(minute)
    await pass(2_000)
    expect(valid()).toBe(702)
    expect(server.asked.length).toBeLessThanOrEqual(6) // nobody sees those between
    close()
  })

  it('plays as fast as told, and stops where nothing has been yet', async () => {
    const { replay, pass, valid, close } = open(640)
    await pass(250)
    replay.play(true)
    await pass(10_000)
    expect(replay.minute.value).toBe(610)
    expect(valid()).toBeGreaterThanOrEqual(609)
    replay.go(10)
    await pass(10_000)
    expect([replay.minute.value, valid(), replay.playing.value]).toEqual([640, 640, false])
    close()
  })

  it('stands still without a server, keeps what it shows, and goes on', async () => {
    const { server, replay, pass, valid, close } = open()
    await pass(250)
    replay.play(true)
    await pass(2_000)
    server.down = true
    await pass(20_000)
    expect(replay.unreachable.value).toBe(true)
    expect(replay.minute.value).toBeLessThanOrEqual(605)
    const stood = valid()
    expect(stood).toBeGreaterThan(600)
    server.down = false
    await pass(8_000)
    expect([replay.unreachable.value, valid()! > stood!]).toEqual([false, true])
    close()
  })

  it('says what the server refused, and asks again when another minute is wanted', async () => {
    const { server, replay, pass, valid, close } = open()
    await pass(1_000)
    server.says = { status: 409, body: { error: { code: 'moments_not_kept', message: 'Ask for the whole day.', messageZh: '请查询全天。' } } }
    replay.seek(700)
    await pass(1_000)
    expect([replay.refused.value?.messageZh, valid()]).toEqual(['请查询全天。', 600])
    server.says = null
    replay.seek(710)
    await pass(1_000)
    expect([replay.refused.value, valid()]).toEqual([null, 710])
    close()
  })
})
