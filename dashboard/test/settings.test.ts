import { describe, expect, test } from 'vitest'
import { categoryOf, faultOfCategory, nothing, typedCategory } from '../src/admin/settings/categories'
import { daysOf, faultOfLimit, feastsOf, isFeast, limitOf, periodsOf, periodsText, put, rowOf, typedLimit } from '../src/admin/settings/forms'
import type { Limit } from '../src/admin/settings/types'
import { pathOf } from '../src/steward/nearby'

describe('a limit', () => {
  const limits: Limit[] = [
    { clock: 'handle', kind: 'workingDays', days: 7, category: 'roads', level: 'town' },
    { clock: 'review', kind: 'workingTime', minutes: 90, yellowMinutes: 45, category: '', level: '' },
  ]
  test.each(limits)('%o is the same after it was typed', (limit) => expect(limitOf(typedLimit(limit))).toEqual(limit))
  test.each([
    ['7', '', 'workingDays', ''], ['7', '6', 'workingDays', ''], ['0', '', 'workingDays', 'amount'], ['', '', 'continuous', 'amount'], ['1.5', '', 'workingDays', 'amount'], ['1.5', '', 'workingTime', ''],
    ['-1', '', 'continuous', 'amount'], ['abc', '', 'continuous', 'amount'], ['4', '4', 'workingTime', 'yellow'], ['4', 'x', 'workingTime', 'yellow'], ['7', '1.5', 'workingDays', 'yellow'],
  ])('%s with yellow at %s in %s: %s', (amount, yellow, kind, fault) => expect(faultOfLimit({ clock: 'handle', kind, amount, yellow, category: '', level: '' })).toBe(fault))
})

describe('hours of a day', () => {
  test('are read as people write them', () => {
    expect(periodsOf('8:30-12:00，14：00～17:30')).toEqual([{ from: '08:30', until: '12:00' }, { from: '14:00', until: '17:30' }])
    expect(periodsOf('')).toEqual([])
    expect(periodsOf('morning')).toBeNull()
    expect(periodsOf('08:30-12:00, 14')).toBeNull()
  })
  test('are shown as they were typed', () => expect(periodsText([{ weekday: 'monday', from: '08:30', until: '12:00' }, { weekday: 'friday', from: '09:00', until: '10:00' }], 'monday')).toBe('08:30-12:00'))
})

describe('holidays', () => {
  test('in a row are one, over the ends of months and years too', () => {
    const days = ['2026-12-31', '2027-01-01', '2026-10-01', '2026-10-02', '2026-02-28', '2026-03-01']
    expect(feastsOf(days)).toEqual([{ from: '2026-02-28', until: '2026-03-01' }, { from: '2026-10-01', until: '2026-10-02' }, { from: '2026-12-31', until: '2027-01-01' }])
    expect(daysOf(feastsOf(days))).toEqual([...days].sort())
  })
  test('that overlap count once, and one day needs no end', () => expect(daysOf([{ from: '2026-05-01', until: '' }, { from: '2026-05-01', until: '2026-05-02' }])).toEqual(['2026-05-01', '2026-05-02']))
  test.each([['2026-10-01', '2026-10-07', true], ['2026-10-07', '2026-10-01', false], ['2026-10-01', '2206-10-07', false], ['2026-02-30', '', false], ['', '', false]])('%s to %s: %s', (from, until, good) => expect(isFeast({ from, until })).toBe(good))
})

test('what is changed stays where it stood, so that the server\'s row is the row that is seen', () => {
  expect(put(['a1', 'b1', 'c1'], 'b2', (one) => one.startsWith('b'))).toEqual(['a1', 'b2', 'c1'])
  expect(put(['a1'], 'b2', (one) => one.startsWith('b'))).toEqual(['a1', 'b2'])
  expect([rowOf('limits[3].minutes must be given'), rowOf('The unit does not exist.')]).toEqual([3, null])
})

test('the question of what is nearby says the place and the category that are known', () => {
  expect(pathOf({ place: { latitude: 30.5, longitude: 120.5, accuracyM: 12 }, category: '' })).toBe('api/v1/inbox/nearby?latitude=30.5&longitude=120.5&accuracyM=12')
  expect(pathOf({ place: null, category: 'facility/lamp' })).toBe('api/v1/inbox/nearby?category=facility%2Flamp')
})

describe('categories', () => {
  const lamp = { code: 'facility/lamp', names: { zh: '路灯', en: 'facility/lamp', de: 'Laterne' }, nearM: 20, nearHours: 0, joinsByItself: true }

  test('are typed and sent back as they were', () => {
    const typed = typedCategory(lamp)
    expect(typed).toEqual({ code: 'facility/lamp', zh: '路灯', en: '', nearM: '20', nearHours: '', joins: true })
    expect(categoryOf(typed, lamp)).toEqual({ ...lamp, names: { zh: '路灯', de: 'Laterne' } })
  })

  test.each([
    ['', '路灯', '', 'code'], ['a/', '路灯', '', 'code'], ['/b', '路灯', '', 'code'], ['a/b/c', '路灯', '', 'code'], ['unclassified', '路灯', '', 'code'],
    ['a', '', '', 'zh'], ['a', '路灯', '-1', 'near'], ['a', '路灯', '5001', 'near'], ['a', '路灯', 'x', 'near'], ['a/b', '路灯', '12.5', ''], ['a', '路灯', '', ''],
  ])('of code %j, name %j and nearness %j: %j', (code, zh, nearM, fault) => expect(faultOfCategory({ ...nothing(), code, zh, nearM })).toBe(fault))
})
