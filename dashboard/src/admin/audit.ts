import type { AuditLine } from './types'

/** One grid of an applied plan: where it was, where it went. */
export interface AuditMove {
  grid: string
  before: string
  after: string
}

const ONE = /^([\w-]{1,32}): (.+)$/
const REST = /^and (\d+) more$/

/** `G1: silo-1; G2: automatic (silo-2); and 3 more`, as docs/contracts/admin.md says; null where it is no such text. */
function told(text: string): { grids: Map<string, string>; more: number } | null {
  const parts = text.split('; ')
  const more = Number(REST.exec(parts.at(-1)!)?.[1] ?? 0)
  const each = (more ? parts.slice(0, -1) : parts).map((part) => ONE.exec(part))
  return each.every((m) => m) ? { grids: new Map(each.map((m) => [m![1]!, m![2]!])), more } : null
}

/** A plan's line grid by grid, and how many more moved than it spells out; null for every other line. */
export function movesOf(line: AuditLine): { moves: AuditMove[]; more: number } | null {
  if (line.action !== 'apply') return null
  const [before, after] = [told(line.before), told(line.after)]
  if (!before || !after || before.grids.size !== after.grids.size) return null
  const moves = [...before.grids].map(([grid, was]) => ({ grid, before: was, after: after.grids.get(grid) ?? '' }))
  return moves.every((m) => m.after) ? { moves, more: after.more } : null
}

/** What the server says in words of its own, as a key of this page's words and what goes into it; null for the rest. */
export function wordOf(text: string): { key: 'automatic' | 'pinned' | 'live' | 'draining'; silo: string } | null {
  const automatic = /^automatic \((.+)\)$/.exec(text)
  if (automatic) return { key: 'automatic', silo: automatic[1]! }
  const pinned = /^(.+), pinned$/.exec(text)
  if (pinned) return { key: 'pinned', silo: pinned[1]! }
  return text === 'live' || text === 'draining' ? { key: text, silo: '' } : null
}
