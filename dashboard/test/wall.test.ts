import { describe, expect, it } from 'vitest'
import { isDay, readAddress, shiftDay, writeAddress } from '../src/address'
import { Town } from '../src/api/town'
import { chooseLang } from '../src/i18n'
import { en } from '../src/i18n/en'
import { zh } from '../src/i18n/zh'
import { funnelOf } from '../src/wall/funnel'
import { clockIn, dayIn, dayInWords, grouped, minuteIn } from '../src/wall/format'
import { categoryName, placeName } from '../src/wall/names'
import { listHeightRem, placesInOrder, tiling, topCategories, widthEm } from '../src/wall/shares'

const town = new Town([
  { code: 'W', name: '乌镇', kind: 'town', parent: null, timeZone: 'Asia/Shanghai' },
  { code: 'b', name: '五星村', kind: 'village', parent: 'W' },
  { code: 'a', name: '虹桥村', kind: 'village', parent: 'W' },
  { code: 'b1', name: '五星村第 1 网格', kind: 'grid', parent: 'b' },
  { code: 'a1', name: '2 网格', kind: 'grid', parent: 'a' },
  { code: 't', name: '民宿', kind: 'trade', parent: 'W' },
])

describe('the address', () => {
  it('names region, day and language', () => {
    expect(readAddress('/wall/330483100', '?date=2016-06-13&lang=en')).toEqual({
      region: '330483100', date: '2016-06-13', badDate: null, lang: 'en', rotate: null, unknownPath: null,
    })
    expect(readAddress('/', '')).toEqual({ region: null, date: null, badDate: null, lang: null, rotate: null, unknownPath: null })
  })

  it('says what is no day, no language and no wall', () => {
    expect(readAddress('/', '?date=2016-02-30').badDate).toBe('2016-02-30')
    expect(readAddress('/', '?lang=fr').lang).toBeNull()
    expect(readAddress('/desk', '').unknownPath).toBe('/desk')
    expect(readAddress('/wall/%E0%A4%A', '').region).toBe('%E0%A4%A')
  })

  it('is written as it is read', () => {
    expect(writeAddress({ region: 'W', date: '2016-06-13', lang: 'zh' })).toBe('/wall/W?date=2016-06-13&lang=zh')
    expect(writeAddress({ region: null })).toBe('/')
  })

  it('knows the calendar', () => {
    expect(['2016-02-29', '2015-02-29', '2016-13-01', '16-1-1'].map(isDay)).toEqual([true, false, false, false])
    expect([shiftDay('2016-03-01', -1), shiftDay('2016-12-31', 1)]).toEqual(['2016-02-29', '2017-01-01'])
  })
})

describe('numbers and times', () => {
  it('groups digits', () => {
    expect([grouped(36, 'zh'), grouped(4984, 'en'), grouped(1234567, 'zh')]).toEqual(['36', '4,984', '1,234,567'])
  })

  it('writes days in words without shifting them', () => {
    expect(dayInWords('2016-06-13', 'zh')).toBe('2016 年 6 月 13 日 星期一')
    expect(dayInWords('2016-06-13', 'en')).toBe('Mon 13 June 2016')
  })

  it("tells the region's time, not the screen's", () => {
    expect(minuteIn('2016-06-13T08:40:12Z', 'Asia/Shanghai')).toBe('16:40')
    expect(clockIn(Date.parse('2014-09-02T07:00:05Z'), 'America/Los_Angeles')).toBe('00:00:05')
    expect(dayIn(Date.parse('2016-06-13T16:00:00Z'), 'Asia/Shanghai')).toBe('2016-06-14')
    expect(minuteIn('no time', 'Asia/Shanghai')).toBe('')
    expect(minuteIn('2016-06-13T08:40:12Z', 'Nowhere/Atall')).toBe('08:40')
  })
})

describe('names', () => {
  const known = new Map([
    ['r/pit', { code: 'r/pit', names: { zh: '路面坑洞', en: 'Pothole' } }],
    ['r/sign', { code: 'r/sign', names: { zh: '标志' } }],
  ])
  const name = (code: string, lang: 'zh' | 'en') => categoryName(code, lang, known, lang === 'zh' ? '未分类' : 'Unclassified')

  it('come in the language, else in the other, else from the code', () => {
    expect([name('r/pit', 'zh'), name('r/pit', 'en'), name('r/sign', 'en')]).toEqual(['路面坑洞', 'Pothole', '标志'])
    expect(name('Streetlights/Streetlight - Light_Burnt_Out', 'en')).toBe('Streetlight - Light Burnt Out')
    expect([name('unclassified', 'zh'), name('unclassified', 'en')]).toEqual(['未分类', 'Unclassified'])
  })

  it('of places say no more than the wall leaves open', () => {
    expect(placeName('b1', 'W', town)).toBe('五星村第 1 网格')
    expect(placeName('a1', 'W', town)).toBe('虹桥村 · 2 网格')
    expect([placeName('a1', 'a', town), placeName('a1', 'a1', town), placeName('x9', 'W', town)]).toEqual(['2 网格', '', 'x9'])
  })
})

describe('the town', () => {
  it('keeps trades apart from places', () => {
    expect(town.root?.code).toBe('W')
    expect(town.placesUnder('W').map((r) => r.code)).toEqual(['b', 'a'])
    expect(town.tradesUnder('W').map((r) => r.code)).toEqual(['t'])
    expect([town.gridsUnder('W'), town.gridsUnder('b')]).toEqual([2, 1])
  })

  it('hands zones down and lines up', () => {
    expect(town.timeZone('b1')).toBe('Asia/Shanghai')
    expect(town.ancestors('b1').map((r) => r.code)).toEqual(['W', 'b'])
  })
})

describe('shares', () => {
  const child = (code: string, validReports: number) => ({ code, name: code, validReports })

  it('of places keep the order of the tree, whatever the figures', () => {
    const places = placesInOrder([child('a', 9), child('b', 1), child('t', 5)], 'W', town, true)
    expect(places).toEqual([{ code: 'b', name: '五星村', value: 1 }, { code: 'a', name: '虹桥村', value: 9 }])
  })

  it('of a place without a figure are unknown, never zero', () => {
    expect(placesInOrder([child('a', 9)], 'W', town, true)[0]).toEqual({ code: 'b', name: '五星村', value: null })
    expect(placesInOrder([child('a', 9)], 'W', town, false)).toHaveLength(1)
  })

  it('of categories lose nothing to the rest', () => {
    const all = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`c${i}`, i + 1]))
    const { top, rest, restKinds } = topCategories(all, 7)
    expect(top.map((s) => s.value)).toEqual([200, 199, 198, 197, 196, 195])
    expect(restKinds).toBe(194)
    expect(top.reduce((sum, s) => sum + (s.value ?? 0), rest)).toBe(20_100)
    expect(topCategories({ a: 2, b: 2, c: 0 }, 7)).toEqual({ top: [{ code: 'a', value: 2 }, { code: 'b', value: 2 }], rest: 0, restKinds: 0 })
  })

  it('fill a panel with tall tiles, a column with rows, and what is too many with pages', () => {
    expect(tiling({ width: 49, height: 42 }, 30, widthEm('白马墩村'))).toEqual({ columns: 6, rows: 5, pages: 1, tall: true })
    expect(tiling({ width: 26.25, height: 28.5 }, 30, widthEm('白马墩村'))).toEqual({ columns: 3, rows: 10, pages: 1, tall: false })
    expect(tiling({ width: 26.25, height: 24 }, 41, widthEm('Oceanview/Merced/Ingleside'))).toEqual({ columns: 2, rows: 8, pages: 3, tall: false })
    expect(tiling({ width: 0, height: 0 }, 3, 4).pages).toBe(3)
  })

  it('want as much height as they have rows, up to a limit', () => {
    expect([listHeightRem(3, 4, 26.25, 24), listHeightRem(30, 4, 26.25, 40), listHeightRem(150, 4, 26.25, 24)]).toEqual([1.875, 23.25, 24])
  })
})

describe('languages', () => {
  it('are chosen by address, then memory, then browser', () => {
    expect(chooseLang('en', 'zh', ['zh-CN'])).toBe('en')
    expect(chooseLang(null, 'en', ['zh-CN'])).toBe('en')
    expect(chooseLang(null, null, ['fr-FR', 'en-US', 'zh-CN'])).toBe('en')
    expect(chooseLang(null, 'xx', ['fr-FR'])).toBe('zh')
  })

  it('say the same things', () => {
    const keys = (o: object, path = ''): string[] => Object.entries(o).flatMap(([k, v]) => (typeof v === 'string' ? [`${path}${k}`] : keys(v as object, `${path}${k}.`)))
    expect(keys(en)).toEqual(keys(zh))
    const slots = (o: object): string[] => Object.values(o).flatMap((v) => (typeof v === 'string' ? [[...v.matchAll(/\{\w+\}/g)].map((m) => m[0]).sort().join()] : slots(v as object)))
    expect(slots(en)).toEqual(slots(zh))
  })
})

describe('the funnel', () => {
  const counts = { region: 'T', name: 'T', date: '2026-03-09', validReports: 3, awaitingReview: 0, invalidReports: 0, openedIssues: 3, joinedReports: 0, recordedReports: 0, byCategory: {}, children: [], version: 9 }
  it('is what the server says of the loop', () => {
    expect(funnelOf({ ...counts, accepted: 3, answered: 2, closed: 1, closedOnTime: 1, yellowCards: 1, redCards: 0 })).toEqual({
      steps: [{ key: 'accepted', n: 3 }, { key: 'answered', n: 2 }, { key: 'closed', n: 1 }, { key: 'closedOnTime', n: 1 }], yellow: 1, red: 0,
    })
  })
  it('is not there where the server says nothing of it, or not all', () => {
    expect(funnelOf(null)).toBeNull()
    expect(funnelOf(counts)).toBeNull()
    expect(funnelOf({ ...counts, accepted: 3, answered: 2, closed: 1, closedOnTime: 1, yellowCards: 1 })).toBeNull()
  })
})
