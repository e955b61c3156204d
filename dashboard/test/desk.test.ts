import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Drafts } from '../src/desk/drafts'
import { dueAt } from '../src/desk/due'
import { newlyUrgent } from '../src/desk/heard'
import { bodyOf, missingOf, nothingGiven, STEPS, stepsFor } from '../src/desk/steps'
import type { HistoryLine, IssueLine } from '../src/desk/types'
import { told, withWords } from '../src/desk/useFile'

const step = (name: string) => STEPS.find((one) => one.name === name)!
const everything = { may: () => true, leader: true }
const only = (...permissions: string[]) => ({ may: (p: string) => permissions.includes(p), leader: false })
const names = (of: { first: { name: string }[]; more: { name: string }[] }) => [of.first.map((s) => s.name), of.more.map((s) => s.name)]

describe('steps', () => {
  test('each has a letter of its own, and j is kept for the next issue', () => {
    const keys = STEPS.map((one) => one.key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).not.toContain('j')
  })

  test('stages and takers are those of docs/loop.md', () => {
    const page = readFileSync(new URL('../../docs/loop.md', import.meta.url), 'utf8')
    const roles: Record<string, string[]> = { Desk: ['Dispatch'], Lead: ['Handle'], CoHolder: ['Handle'], Checker: ['Verify'], Supervisor: ['Supervise'], Leader: ['leader'] }
    for (const one of STEPS) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${one.name[0]!.toUpperCase()}${one.name.slice(1)}\`:`))
      expect(row, one.name).toBeDefined()
      const [, , , from, who, must] = row!.split('|').map((cell) => cell.trim())
      const stages = from!.split(', ').map((s) => (s === 'Opened' ? 'open' : s.toLowerCase()))
      expect(new Set(one.from), one.name).toEqual(new Set(stages))
      expect(new Set(one.who), one.name).toEqual(new Set(who!.split(', ').flatMap((r) => roles[r] ?? [])))
      // A photo is asked for by itself; a text by its own name or as the reason.
      if (must!.includes('Photo')) expect(one.must, one.name).toContain('photos')
      if (must!.includes('Text')) expect(one.must, one.name).toContain('text')
    }
  })

  test('the short road comes first, what ends an issue by force last', () => {
    expect(names(stepsFor('open', everything))[0]).toEqual(['route', 'accept', 'decline'])
    expect(names(stepsFor('handling', everything))[0]).toEqual(['resolve'])
    expect(names(stepsFor('handling', everything))[1]!.at(-1)).toBe('forceClose')
    expect(names(stepsFor('routed', only('Handle')))).toEqual([['takeOver', 'resolve'], ['handBack', 'handUp', 'askBack', 'handDown', 'suspend', 'answerNote'].sort((a, b) => STEPS.findIndex((s) => s.name === a) - STEPS.findIndex((s) => s.name === b))])
    expect(names(stepsFor('open', only('ReadIssues')))).toEqual([[], []])
    expect(names(stepsFor('joined', only('Dispatch')))).toEqual([['leaveParent'], ['answerNote']])
  })

  test('what must be written is missing until it is', () => {
    expect(missingOf(step('resolve'), nothingGiven())).toEqual(['text', 'photos'])
    expect(missingOf(step('resolve'), { ...nothingGiven(), text: ' ', photos: ['a'] })).toEqual(['text'])
    expect(missingOf(step('resolve'), { ...nothingGiven(), text: 'done', photos: ['a'] })).toEqual([])
    expect(missingOf(step('verify'), nothingGiven())).toEqual([])
    expect(missingOf(step('verify'), { ...nothingGiven(), passed: false })).toEqual(['text'])
    expect(missingOf(step('classify'), { ...nothingGiven(), size: 'hard' })).toEqual(['hardTrigger'])
    expect(missingOf(step('decline'), nothingGiven())).toEqual(['declineReason'])
  })

  test('a body has what was given and nothing else', () => {
    expect(bodyOf(step('route'), { ...nothingGiven(), text: ' to them ' }, 'c', 3)).toEqual({ commandId: 'c', version: 3, step: 'route', text: 'to them' })
    expect(bodyOf(step('decline'), { ...nothingGiven(), declineReason: 'tooVague' }, 'c', 1)).toEqual({ commandId: 'c', version: 1, step: 'decline', reason: 'tooVague' })
    expect(bodyOf(step('resolve'), { ...nothingGiven(), text: 'x', photos: ['p'], lead: 'V' }, 'c', 1)).toEqual({ commandId: 'c', version: 1, step: 'resolve', text: 'x', photos: ['p'], feedBack: true })
    expect(bodyOf(step('classify'), { ...nothingGiven(), size: 'big', hardTrigger: 'beyondLevel' }, 'c', 1)).toEqual({ commandId: 'c', version: 1, step: 'classify', size: 'big' })
  })
})

describe('time left', () => {
  const now = Date.parse('2026-03-09T02:00:00Z')
  test.each([
    ['2026-03-09T04:30:00Z', { late: false, unit: 'hours', n: 2, rest: 30 }],
    ['2026-03-11T05:00:00Z', { late: false, unit: 'days', n: 2, rest: 3 }],
    ['2026-03-09T02:00:20Z', { late: false, unit: 'minutes', n: 1, rest: 0 }],
    ['2026-03-09T01:15:00Z', { late: true, unit: 'minutes', n: 45, rest: 0 }],
    ['2026-03-07T01:00:00Z', { late: true, unit: 'days', n: 2, rest: 1 }],
  ])('%s', (due, wanted) => expect(dueAt(due, now)).toEqual(wanted))
  test('none where no clock runs', () => expect([dueAt(null, now), dueAt('nonsense', now)]).toEqual([null, null]))
})

describe('drafts', () => {
  const store = () => {
    const kept = new Map<string, string>()
    return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
  }

  test('outlive the page, each for its issue and step, and keep the id of the command', () => {
    const at = store()
    const first = new Drafts(at)
    const draft = first.of('G.1', 'resolve')
    first.keep('G.1', 'resolve', { ...draft, given: { ...draft.given, text: '已填平' } })
    const again = new Drafts(at).of('G.1', 'resolve')
    expect([again.commandId, again.given.text]).toEqual([draft.commandId, '已填平'])
    expect(new Drafts(at).has('G.2', 'resolve')).toBe(false)
    expect(new Drafts(at).of('G.1', 'route').given.text).toBe('')
  })

  test('are dropped once the step is taken', () => {
    const at = store()
    const drafts = new Drafts(at)
    drafts.keep('G.1', 'route', drafts.of('G.1', 'route'))
    drafts.drop('G.1', 'route')
    expect(new Drafts(at).has('G.1', 'route')).toBe(false)
  })

  test('a store that is forbidden or unreadable is none', () => {
    expect(new Drafts(null).of('G.1', 'route').given).toEqual(nothingGiven())
    expect(new Drafts({ getItem: () => '{', setItem: () => undefined }).has('G.1', 'route')).toBe(false)
    const full = new Drafts({ getItem: () => null, setItem: () => { throw new Error('full') } })
    full.keep('G.1', 'route', full.of('G.1', 'route'))
    expect(full.has('G.1', 'route')).toBe(true)
  })
})

describe('history', () => {
  const line = (seq: number, what: string, more: Partial<HistoryLine> = {}): HistoryLine => ({ seq, what, at: '2026-03-09T02:00:00Z', by: 'wang', byUnit: 'V1', stage: '', text: null, photos: null, ...more })
  test('tells what people did, not what the clocks noted', () => {
    expect(told([line(1, 'opened'), line(2, 'clockSet'), line(3, 'routed'), line(4, 'messageTaken')]).map((l) => l.what)).toEqual(['opened', 'routed'])
  })
  test('words of a decision stand with what they are about', () => {
    const shown = withWords([line(1, 'opened', { by: '' }), line(2, 'takenOver', { text: '已填平', photos: ['p'] }), line(3, 'resolved'), line(4, 'answered')])
    expect(shown.map((l) => [l.what, l.text])).toEqual([['opened', null], ['takenOver', null], ['resolved', '已填平'], ['answered', null]])
    expect(shown[2]!.photos).toEqual(['p'])
    const apart = withWords([line(2, 'takenOver', { text: 'on my way' }), line(5, 'resolved', { at: '2026-03-09T03:00:00Z' })])
    expect(apart.map((l) => l.text)).toEqual(['on my way', null])
  })
})

test('an urgent issue is news once, and not when the page opens', () => {
  const issue = (issueId: string, urgency: string) => ({ issueId, urgency }) as IssueLine
  const now = [issue('a', 'critical'), issue('b', 'normal'), issue('c', 'urgent')]
  expect(newlyUrgent(null, now)).toEqual([])
  expect(newlyUrgent(new Set(['a']), now).map((l) => l.issueId)).toEqual(['c'])
})
