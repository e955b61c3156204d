import { expect, test } from 'vitest'
import { linesOf } from '../src/desk/boards/lines'
import type { IssueLine } from '../src/desk/types'

const issue = (more: Partial<IssueLine>): IssueLine => ({
  issueId: 'G.1', version: 3, gridCode: 'G', gridName: '网格', category: 'road/lamp', stage: 'routed', openedAt: '2026-03-09T01:23:45Z', due: '2026-03-12T09:00:00Z', overdue: false, holder: 'V', supervisor: 'T', size: '', urgency: 'normal', card: '', ...more,
})

test('a board tells what, where, by whom and since which day, and neither a number nor an hour', () => {
  const lines = linesOf([issue({}), issue({ issueId: 'G.2', openedAt: '2026-03-01T08:00:00Z', due: null, holder: '' })], (iso) => iso.slice(0, 10))
  expect(lines).toEqual([
    { category: 'road/lamp', grid: 'G', stage: 'routed', holder: '', since: '2026-03-01', due: null },
    { category: 'road/lamp', grid: 'G', stage: 'routed', holder: 'V', since: '2026-03-09', due: '2026-03-12' },
  ])
  expect(JSON.stringify(lines)).not.toMatch(/G\.\d|\d:\d/)
})
