import type { IssueLine } from '../types'

/** A matter as it hangs on a board: of the issue neither its number nor its hour, by which it could be told who reported it. */
export interface BoardLine {
  category: string
  grid: string
  stage: string
  holder: string
  since: string
  due: string | null
}

/** The longest in hand first, so that a board tells what waits. */
export const linesOf = (issues: readonly IssueLine[], dayOf: (iso: string) => string): BoardLine[] =>
  issues
    .map(({ category, gridCode, stage, holder, openedAt, due }) => ({ category, grid: gridCode, stage, holder, since: dayOf(openedAt), due: due && dayOf(due) }))
    .sort((one, other) => one.since.localeCompare(other.since) || one.category.localeCompare(other.category))
