import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { firstSteps } from '../src/admin/people/firstSteps'
import { ROLES } from '../src/admin/people/roles'
import { en as devicesEn } from '../src/admin/devices/words/en'
import { zh as devicesZh } from '../src/admin/devices/words/zh'
import { en as displaysEn } from '../src/admin/displays/words/en'
import { zh as displaysZh } from '../src/admin/displays/words/zh'
import { en as auditEn } from '../src/admin/audit/words/en'
import { zh as auditZh } from '../src/admin/audit/words/zh'
import { en as healthEn } from '../src/admin/health/words/en'
import { zh as healthZh } from '../src/admin/health/words/zh'
import { en as settingsEn } from '../src/admin/settings/words/en'
import { zh as settingsZh } from '../src/admin/settings/words/zh'
import { en as peopleEn } from '../src/admin/people/words/en'
import { zh as peopleZh } from '../src/admin/people/words/zh'
import { en as deskEn } from '../src/desk/words/en'
import { zh as deskZh } from '../src/desk/words/zh'
import { byHolder, compare, percent, untilHour } from '../src/lead/figures'
import { en as leadEn } from '../src/lead/words/en'
import { zh as leadZh } from '../src/lead/words/zh'
import type { IssueLine } from '../src/desk/types'
import { boardUntil, HANGS_ITEMS } from '../src/programmes/calls'
import { bodyOf, missingOf } from '../src/programmes/given'
import { en as programmesEn } from '../src/programmes/words/en'
import { zh as programmesZh } from '../src/programmes/words/zh'
import { stepsOf, tidy, type SlipView } from '../src/resident/slip'
import { en as slipEn } from '../src/resident/words/en'
import { zh as slipZh } from '../src/resident/words/zh'
import { en as publicEn } from '../src/public/words/en'
import { zh as publicZh } from '../src/public/words/zh'
import { nextOf } from '../src/session/next'
import { en as sessionEn } from '../src/session/words/en'
import { zh as sessionZh } from '../src/session/words/zh'
import { en as retentionEn } from '../src/admin/retention/words/en'
import { zh as retentionZh } from '../src/admin/retention/words/zh'
import { en as accountEn } from '../src/account/words/en'
import { zh as accountZh } from '../src/account/words/zh'
import { homeFor, waysFor } from '../src/shell/ways'
import { en as shellEn } from '../src/shell/words/en'
import { zh as shellZh } from '../src/shell/words/zh'
import { en as stewardEn } from '../src/steward/words/en'
import { zh as stewardZh } from '../src/steward/words/zh'

type Tree = { [key: string]: string | Tree }
const flat = (tree: Tree, at = ''): [string, string][] => Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${at}${key}`, value] as [string, string]] : flat(value, `${at}${key}.`)))
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()

describe.each([
  ['desk', deskZh, deskEn], ['steward', stewardZh, stewardEn], ['lead', leadZh, leadEn], ['people', peopleZh, peopleEn], ['devices', devicesZh, devicesEn], ['displays', displaysZh, displaysEn], ['settings', settingsZh, settingsEn], ['audit', auditZh, auditEn], ['health', healthZh, healthEn], ['session', sessionZh, sessionEn], ['account', accountZh, accountEn], ['retention', retentionZh, retentionEn], ['shell', shellZh, shellEn], ['slip', slipZh, slipEn], ['public', publicZh, publicEn], ['programmes', programmesZh, programmesEn],
] as [string, Tree, Tree][])('the words of %s', (_, zh, en) => {
  test('are the same in both languages, with the same holes', () => {
    const english = new Map(flat(en))
    expect([...english.keys()]).toEqual(flat(zh).map(([key]) => key))
    for (const [key, text] of flat(zh)) expect(holes(english.get(key)!), key).toEqual(holes(text))
  })
  test('are each in their own language', () => {
    for (const [key, text] of flat(en)) expect(text, key).not.toMatch(/\p{Script=Han}/u)
    // What is nothing but holes and names of keys needs no language.
    const bare = (text: string) => text.replace(/\{\w+\}|Ctrl\+Enter/g, '')
    expect(flat(zh).filter(([, text]) => /\p{L}/u.test(bare(text)) && !/\p{Script=Han}/u.test(text)).map(([key]) => key)).toEqual([])
  })
})

test('roles have the names of docs/permissions.md', () => {
  const page = readFileSync(new URL('../../docs/permissions.md', import.meta.url), 'utf8')
  const rows = page.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
  expect(ROLES.map((one) => [one.role, one.names.zh])).toEqual(rows.map((row) => [row[1], row[2]]))
})

describe('ways', () => {
  const of = (...permissions: string[]) => waysFor((p) => permissions.includes(p)).map((way) => way.name)
  test('are those of one’s permissions', () => {
    expect(of()).toEqual(['wall'])
    expect(of('ReadIssues', 'ReadFigures')).toEqual(['wall', 'desk', 'lead'])
    expect(of('ManagePeople', 'ManageDevices')).toEqual(['wall', 'people', 'devices'])
    expect(homeFor(() => false)).toBe('/')
    expect(homeFor((p) => p === 'ManagePeople')).toBe('/admin/people')
  })
  test('a page below the desk is the desk, and administration of people is not that of silos', () => {
    const all = waysFor(() => true)
    expect(all.filter((way) => way.isHere('/desk/G.1')).map((way) => way.name)).toEqual(['desk'])
    expect(all.filter((way) => way.isHere('/desk/programmes/posts/south')).map((way) => way.name)).toEqual(['programmes'])
    expect(all.filter((way) => way.isHere('/admin/people')).map((way) => way.name)).toEqual(['people'])
  })
})

test('after signing in nobody is led to another site', () => {
  expect(nextOf('/desk/G.1?region=V')).toBe('/desk/G.1?region=V')
  for (const strange of ['//evil.example', '/\\evil.example', 'https://evil.example', 'desk', '/sign-in?next=/desk', undefined, ['/desk']]) expect(nextOf(strange)).toBeNull()
})

describe('a leader’s figures', () => {
  test('stand beside yesterday’s, and what the server does not have is not there', () => {
    expect(compare({ validReports: 36, openedIssues: 30 }, { validReports: 31 })).toEqual([
      { figure: 'validReports', today: 36, yesterday: 31 },
      { figure: 'openedIssues', today: 30, yesterday: null },
    ])
    expect(compare({ validReports: 1, closed: 0 }, null).map((row) => row.figure)).toEqual(['validReports', 'closed'])
  })
  test('a rate of nothing is none', () => {
    expect([percent(911, 972), percent(1, 0), percent(undefined, 5)]).toEqual(['93.7', null, null])
  })
  test('two days are compared before the same hour, and not across a change of clocks', () => {
    const day = Array.from({ length: 24 }, (_, h) => h)
    expect(untilHour(day, day.map(() => 1), 3)).toEqual({ hour: 3, today: 3, yesterday: 3 })
    expect(untilHour(day, day.slice(1), 3)).toBeNull()
    expect(untilHour(day, day, 0)).toBeNull()
  })
  test('overdue issues are told by who holds them', () => {
    const line = (issueId: string, holder: string) => ({ issueId, holder }) as IssueLine
    expect(byHolder([line('1', 'V2'), line('2', ''), line('3', 'V1'), line('4', 'V2')]).map((g) => [g.holder, g.issues.map((i) => i.issueId)])).toEqual([['V2', ['1', '4']], ['', ['2']], ['V1', ['3']]])
  })
})

describe('a slip of paper', () => {
  const view = (more: Partial<SlipView>): SlipView => ({ reportId: 'r', gridName: 'G', category: 'c', state: 'open', at: '', issueId: 'G.1', answer: null, asked: null, version: 1, ...more })
  test('offers what its state allows', () => {
    expect(stepsOf(view({}))).toEqual([])
    expect(stepsOf(view({ state: 'asked', asked: { text: '?', until: '' } }))).toEqual(['reply'])
    expect(stepsOf(view({ state: 'declined' }))).toEqual(['object'])
    expect(stepsOf(view({ state: 'closed' }))).toEqual(['rate', 'reopen'])
    expect(stepsOf(view({ state: 'closed', issueId: null }))).toEqual([])
  })
  test('is read however it is typed', () => expect(tidy(' 7k3p -9xq2\n')).toBe('7K3P-9XQ2'))
})

test('a first start is led to what is missing next', () => {
  const with_ = (...roles: string[]) => [{ id: 'a', name: 'a', grants: roles.map((role, number) => ({ number, role, region: 'T', unit: '', firstDay: '', lastDay: null })) }]
  const next = (...from: Parameters<typeof firstSteps>) => firstSteps(...from).find((step) => !step.done)?.name
  expect(next(0, [], 0)).toBe('regions')
  expect(next(3, with_('security_admin'), 0)).toBe('dispatcher')
  expect(next(3, with_('dispatcher'), 0)).toBe('handler')
  expect(next(3, with_('dispatcher', 'grid_worker'), 0)).toBe('device')
  expect(next(3, with_('dispatcher', 'handler'), 1)).toBeUndefined()
})

describe('an act of a programme', () => {
  const action = {
    action: 'publish', en: 'Publish', zh: '发布', runs: true, hasItem: true,
    fields: [
      { field: 'title', type: 'title' as const, en: 'Post', zh: '岗位', needed: true, choices: [] },
      { field: 'places', type: 'number' as const, en: 'Places', zh: '名额', needed: false, choices: [] },
      { field: 'regions', type: 'regions' as const, en: 'Villages', zh: '村社', needed: false, choices: [] },
    ],
  }
  test('is sent with what was given and nothing else', () => {
    expect(bodyOf(action, { item: ' p1 ', title: '门岗', places: 2, regions: [], other: 'x' }, 'c')).toEqual({ commandId: 'c', item: 'p1', title: '门岗', places: 2 })
  })
  test('lacks what is needed and empty', () => {
    expect(missingOf(action, {})).toEqual(['item', 'title'])
    expect(missingOf(action, { item: 'p1', title: '门岗' })).toEqual([])
  })
  test('hangs no homes, no persons and nothing that is being talked about on a board', () => {
    for (const kind of ['surveys', 'households', 'notices', 'points', 'assignments', 'meetings']) expect(HANGS_ITEMS).not.toContain(kind)
  })

  test('hangs on a board for a fortnight, over the end of a year too', () => {
    expect(boardUntil('2026-03-09')).toBe('2026-03-23')
    expect(boardUntil('2026-12-25')).toBe('2027-01-08')
  })
})
