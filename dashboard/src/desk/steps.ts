/** The steps of docs/loop.md as a desk offers them. The server decides; this says what to show and ask for first. */

export type Field =
  | 'text' | 'photos' | 'lead' | 'others' | 'supervisor' | 'category' | 'size' | 'hardTrigger' | 'urgency' | 'declineReason' | 'days' | 'until'
  | 'passed' | 'feedBack' | 'unit' | 'cause' | 'note' | 'recheckAfterDays' | 'parent' | 'gridCode' | 'reportId' | 'categories'

/** Which permission makes a caller what the step asks for; a leader is one by role. */
export type Taker = 'Dispatch' | 'Handle' | 'Verify' | 'Supervise' | 'leader'

export interface Step {
  name: string
  /** The letter that begins it while an issue is open; no two steps share one. */
  key: string
  from: readonly string[]
  who: readonly Taker[]
  fields: readonly Field[]
  /** Without these it is refused. */
  must: readonly Field[]
  /** Ends or overrules something: coloured so, and never first. */
  grave?: boolean
}

const BEFORE_END = ['open', 'accepted', 'routed', 'handling', 'asked', 'suspended', 'checking', 'resolved', 'answered', 'split']
const AT_WORK = ['open', 'accepted', 'routed', 'handling']

export const STEPS: readonly Step[] = [
  { name: 'accept', key: 'a', from: ['open'], who: ['Dispatch'], fields: [], must: [] },
  { name: 'route', key: 'r', from: AT_WORK, who: ['Dispatch', 'Supervise'], fields: ['lead', 'others', 'supervisor', 'category', 'text'], must: [] },
  { name: 'takeOver', key: 't', from: ['routed'], who: ['Handle'], fields: [], must: [] },
  { name: 'resolve', key: 'e', from: ['routed', 'handling'], who: ['Handle'], fields: ['text', 'photos', 'feedBack'], must: ['text', 'photos'] },
  { name: 'verify', key: 'v', from: ['checking'], who: ['Dispatch', 'Verify'], fields: ['passed', 'text'], must: [] },
  { name: 'feedBack', key: 'f', from: ['resolved'], who: ['Dispatch', 'Handle'], fields: ['text', 'photos'], must: ['text'] },
  { name: 'close', key: 'c', from: ['answered'], who: ['Dispatch'], fields: ['recheckAfterDays'], must: [] },
  { name: 'classify', key: 'l', from: AT_WORK, who: ['Dispatch'], fields: ['category', 'size', 'hardTrigger', 'urgency', 'text'], must: [] },
  { name: 'askBack', key: 'q', from: AT_WORK, who: ['Dispatch', 'Handle'], fields: ['text', 'days'], must: ['text'] },
  { name: 'finishShare', key: 'n', from: ['handling'], who: ['Handle'], fields: ['text', 'photos'], must: [] },
  { name: 'handBack', key: 'b', from: ['routed', 'handling'], who: ['Handle'], fields: ['text'], must: ['text'] },
  { name: 'handUp', key: 'u', from: ['routed', 'handling'], who: ['Handle'], fields: ['unit', 'text'], must: ['text'] },
  { name: 'handDown', key: 'o', from: ['routed', 'handling'], who: ['Handle'], fields: ['unit', 'text'], must: ['unit', 'text'] },
  { name: 'claim', key: 'm', from: ['accepted', 'routed', 'handling'], who: ['leader'], fields: [], must: [] },
  { name: 'suspend', key: 's', from: ['accepted', 'routed', 'handling'], who: ['Dispatch', 'Handle'], fields: ['until', 'text'], must: ['until', 'text'] },
  { name: 'resume', key: 'g', from: ['suspended'], who: ['Dispatch', 'Handle'], fields: [], must: [] },
  { name: 'extend', key: 'x', from: ['handling'], who: ['Dispatch', 'Supervise'], fields: ['until', 'text'], must: ['until', 'text'] },
  { name: 'supervise', key: 'p', from: ['routed', 'handling', 'checking', 'resolved'], who: ['Supervise', 'leader'], fields: ['cause', 'text'], must: ['cause', 'text'] },
  { name: 'answerNote', key: 'w', from: [...BEFORE_END, 'closed', 'declined', 'joined'], who: ['Dispatch', 'Handle'], fields: ['note', 'text'], must: ['text'] },
  { name: 'recheck', key: 'h', from: ['closed'], who: ['Dispatch', 'Verify'], fields: ['passed', 'text'], must: [] },
  { name: 'reopen', key: 'z', from: ['answered', 'closed'], who: ['Dispatch', 'Supervise'], fields: ['text'], must: ['text'] },
  { name: 'join', key: 'i', from: AT_WORK, who: ['Dispatch'], fields: ['parent', 'text'], must: ['parent'] },
  { name: 'leaveParent', key: 'y', from: ['joined'], who: ['Dispatch'], fields: ['text'], must: ['text'] },
  { name: 'correctGrid', key: '1', from: AT_WORK, who: ['Dispatch'], fields: ['gridCode', 'text'], must: ['gridCode', 'text'] },
  { name: 'splitReport', key: '2', from: AT_WORK, who: ['Dispatch'], fields: ['reportId', 'text'], must: ['reportId'] },
  { name: 'split', key: '3', from: AT_WORK, who: ['Dispatch'], fields: ['categories', 'text'], must: ['categories'] },
  { name: 'decline', key: 'd', from: ['open'], who: ['Dispatch'], fields: ['declineReason', 'text'], must: ['declineReason'], grave: true },
  { name: 'forceClose', key: 'k', from: BEFORE_END, who: ['Supervise', 'leader'], fields: ['text'], must: ['text'], grave: true },
]

/** What usually follows, per stage: the short road is the first of each. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  open: ['route', 'accept', 'decline'],
  accepted: ['route'],
  routed: ['takeOver', 'resolve'],
  handling: ['resolve'],
  checking: ['verify'],
  resolved: ['feedBack'],
  answered: ['close'],
  suspended: ['resume'],
  closed: ['recheck'],
  joined: ['leaveParent'],
}

export interface Takers {
  may: (permission: string) => boolean
  leader: boolean
}

const takes = (step: Step, { may, leader }: Takers): boolean => step.who.some((who) => (who === 'leader' ? leader : may(who)))

/** The steps that follow from a stage for somebody: the usual ones first, grave ones last. */
export function stepsFor(stage: string, takers: Takers): { first: Step[]; more: Step[] } {
  const open = STEPS.filter((step) => step.from.includes(stage) && takes(step, takers))
  const usual = USUAL[stage] ?? []
  const first = usual.flatMap((name) => open.filter((step) => step.name === name))
  return { first, more: open.filter((step) => !first.includes(step)) }
}

/** What a form holds; what a step does not ask for stays out of its body. */
export interface Given {
  text: string
  photos: string[]
  lead: string
  others: string[]
  supervisor: string
  category: string
  size: string
  hardTrigger: string
  urgency: string
  declineReason: string
  days: number
  /** ISO, or empty. */
  until: string
  passed: boolean
  feedBack: boolean
  unit: string
  cause: string
  note: number
  recheckAfterDays: number
  parent: string
  gridCode: string
  reportId: string
  categories: string[]
}

export const nothingGiven = (): Given => ({
  text: '', photos: [], lead: '', others: [], supervisor: '', category: '', size: '', hardTrigger: '', urgency: '', declineReason: '', days: 2, until: '',
  passed: true, feedBack: true, unit: '', cause: 'note', note: 0, recheckAfterDays: 0,
  parent: '', gridCode: '', reportId: '', categories: [],
})

/** The fields that are still to be filled in, in the form's order. */
export function missingOf(step: Step, given: Given): Field[] {
  const must = new Set<Field>(step.must)
  if (step.fields.includes('passed') && !given.passed) must.add('text')
  if (given.size === 'hard' && step.fields.includes('hardTrigger')) must.add('hardTrigger')
  return step.fields.filter((field) => {
    if (!must.has(field)) return false
    const value = given[field]
    return Array.isArray(value) ? value.length === 0 : typeof value === 'string' ? !value.trim() : false
  })
}

/** The body of the call. Empty fields are left out: they mean "as it is" or "as the table proposes". */
export function bodyOf(step: Step, given: Given, commandId: string, version: number): Record<string, unknown> {
  const body: Record<string, unknown> = { commandId, version, step: step.name }
  for (const field of step.fields) {
    const value = given[field]
    if (value === '' || (Array.isArray(value) && value.length === 0)) continue
    if (field === 'hardTrigger' && given.size !== 'hard') continue
    body[field === 'declineReason' ? 'reason' : field] = typeof value === 'string' ? value.trim() : value
  }
  return body
}
