import { describe, expect, test } from 'vitest'
import { BatchCommands, stepsForMany } from '../src/desk/batch'
import { countOf, daysOf, daysWithin, durationOf, LISTED, ROWS, shareOf, shiftPeriod, ticksOf, type FigureAnswer } from '../src/desk/figures/figures'
import { SavedFilters, SAVED_MAX } from '../src/desk/saved'
import { nothingGiven, STEPS } from '../src/desk/steps'
import { fitting, inserted } from '../src/desk/templates'
import type { IssueLine } from '../src/desk/types'
import { rowsIn } from '../src/desk/useExport'
import { en } from '../src/desk/words/en'
import { zh } from '../src/desk/words/zh'

const line = (n: number, stage: string): IssueLine => ({
  issueId: `G.${n}`, version: n, gridCode: 'G', gridName: 'G', category: 'a/b', stage, openedAt: '', due: null, overdue: false, holder: '', supervisor: '', size: '', urgency: '', card: '',
})
const step = (name: string) => STEPS.find((one) => one.name === name)!
const everything = { may: () => true, leader: true }

describe('many at once', () => {
  test('what one of them allows is offered, and what belongs to one issue alone is not', () => {
    const names = (lines: IssueLine[]) => stepsForMany(lines, everything).map((one) => one.name)
    expect(names([line(1, 'open'), line(2, 'answered')])).toEqual(expect.arrayContaining(['accept', 'route', 'close']))
    expect(names([line(1, 'open')])).not.toContain('close')
    expect(names([line(1, 'open')])).not.toContain('join')
    expect(names([line(1, 'routed')])).not.toContain('resolve')
    expect(stepsForMany([line(1, 'open')], { may: () => false, leader: false })).toEqual([])
  })

  test('a command keeps its id until it was answered, and each is decided on its own version', () => {
    const commands = new BatchCommands()
    const close = step('close')
    const first = commands.bodies(close, nothingGiven(), [line(1, 'answered'), line(2, 'answered')])
    expect(first.map((one) => [one['issueId'], one['version'], one['step']])).toEqual([['G.1', 1, 'close'], ['G.2', 2, 'close']])
    const again = commands.bodies(close, nothingGiven(), [line(1, 'answered'), line(2, 'answered')])
    expect(again.map((one) => one['commandId'])).toEqual(first.map((one) => one['commandId']))
    const told = commands.outcomes(close, {
      results: [
        { issueId: 'G.1', status: 409, error: { code: 'version_passed', message: 'quicker', messageZh: '已变化' } },
        { issueId: 'G.2', status: 503, error: { code: 'store_unavailable', message: 'later', messageZh: '稍后' } },
      ],
    })
    expect(told.map((one) => one.kind)).toEqual(['refused', 'unknown'])
    const third = commands.bodies(close, nothingGiven(), [line(1, 'answered'), line(2, 'answered')])
    expect(third[0]!['commandId']).not.toBe(first[0]!['commandId'])
    expect(third[1]!['commandId']).toBe(first[1]!['commandId'])
  })
})

describe('saved filters', () => {
  const memory = () => {
    const kept = new Map<string, string>()
    return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) } as unknown as Storage
  }

  test('are of one person, the newest first, and one of the same name takes its place', () => {
    const storage = memory()
    const mine = new SavedFilters(storage, 'shen')
    mine.keep('早班', 'view=unheld')
    mine.keep('超时', 'overdue=1')
    mine.keep(' 早班 ', 'stage=open')
    expect(mine.all()).toEqual([{ name: '早班', query: 'stage=open' }, { name: '超时', query: 'overdue=1' }])
    expect(new SavedFilters(storage, 'lu').all()).toEqual([])
    expect(mine.drop('早班').map((one) => one.name)).toEqual(['超时'])
  })

  test('what is no list of filters, no name, and more than there is room for keep nothing wrong', () => {
    const storage = memory()
    storage.setItem('desk-filters/shen', '{"name":1}')
    const mine = new SavedFilters(storage, 'shen')
    expect(mine.all()).toEqual([])
    expect(mine.keep('  ', 'a=1')).toEqual([])
    for (let n = 0; n < SAVED_MAX + 5; n++) mine.keep(`f${n}`, `n=${n}`)
    expect(mine.all()).toHaveLength(SAVED_MAX)
    expect(new SavedFilters(null, 'shen').keep('a', 'b')).toEqual([{ name: 'a', query: 'b' }])
  })
})

describe('figures', () => {
  const answer = { region: 'T', from: '2016-06-13', until: '2016-06-19', asOf: '', accepted: 16, closed: 15, closureOfAccepted: 0.9372, satisfaction: null, response: { count: 0, p50S: null, p90S: null }, timeToClose: { count: 1, p50S: 90, p90S: 90 } } as FigureAnswer

  test('a share of nothing is no 0', () => {
    expect(shareOf(answer, 'closureOfAccepted')).toBe('93.7 %')
    expect(shareOf(answer, 'satisfaction')).toBeNull()
    expect(countOf(answer, 'opened')).toBeNull()
  })

  test('a week begins on Monday, a month has its own length, and neither goes beyond today', () => {
    expect(daysOf('week', '2016-06-13')).toEqual({ from: '2016-06-13', until: '2016-06-19' })
    expect(daysOf('week', '2016-06-12')).toEqual({ from: '2016-06-06', until: '2016-06-12' })
    expect(daysOf('month', '2016-02-29')).toEqual({ from: '2016-02-01', until: '2016-02-29' })
    expect(shiftPeriod('month', '2016-03-31', -1)).toBe('2016-02-01')
    expect(shiftPeriod('week', '2016-06-15', 1)).toBe('2016-06-20')
    expect(daysWithin('2016-06-13', '2016-06-19', '2016-06-14')).toEqual(['2016-06-13', '2016-06-14'])
  })

  test('time is said in what fits it', () => {
    expect(durationOf(null)).toBeNull()
    expect(durationOf(90)).toEqual({ days: 0, hours: 0, minutes: 2 })
    expect(durationOf(3 * 86_400 + 7_200)).toEqual({ days: 3, hours: 2, minutes: 0 })
  })

  test('an axis begins at 0 and reaches what it must in round steps', () => {
    for (const most of [0, 1, 3, 7, 36, 99, 1_234]) {
      const ticks = ticksOf(most)
      expect(ticks[0]).toBe(0)
      expect(ticks.at(-1)!).toBeGreaterThanOrEqual(most)
      expect(ticks.length).toBeLessThanOrEqual(6)
      expect(ticks.every(Number.isInteger)).toBe(true)
    }
  })

  test('each figure has a name and says what it counts, in both languages', () => {
    for (const words of [zh.figures, en.figures] as { name: Record<string, string>; of: Record<string, string> }[])
      for (const row of ROWS) {
        expect(words.name[row.name], row.name).toBeTruthy()
        if (row.share) for (const part of [row.part, ...row.whole.split('+')]) expect(words.name[part], part).toBeTruthy()
        else expect(words.of[row.name], row.name).toBeTruthy()
      }
    for (const name of Object.values(LISTED)) expect((en.figures.name as Record<string, string>)[name], name).toBeTruthy()
  })
})

describe('phrases and files', () => {
  const phrase = (stepName: string, language: string, name: string) => ({ step: stepName, language, name, text: name })

  test('those of the step come first, in the language of the page', () => {
    const all = [phrase('', '', 'any'), phrase('decline', 'zh', '不属'), phrase('decline', 'en', 'not ours'), phrase('close', 'zh', '结')]
    expect(fitting(all, 'decline', 'zh').map((one) => one.name)).toEqual(['不属', 'any'])
    expect(fitting(all, 'decline', 'en').map((one) => one.name)).toEqual(['not ours', 'any'])
  })

  test('a phrase is put after what was written', () => {
    expect(inserted('', '好')).toBe('好')
    expect(inserted('已看过。 ', '好')).toBe('已看过。\n好')
  })

  test('rows are lines', () => expect(rowsIn(new TextEncoder().encode('头\n一\n二'))).toBe(2))
})
