import type { IssueLine } from '../desk/types'

/** The figures of a day that a leader looks at; those of the loop only where the server has them. */
export const FIGURES = ['validReports', 'openedIssues', 'accepted', 'answered', 'closed', 'closedOnTime', 'yellowCards', 'redCards'] as const
export type Figure = (typeof FIGURES)[number]
export type DayOfFigures = Partial<Record<Figure, number>>

export interface Compared {
  figure: Figure
  today: number
  yesterday: number | null
}

/** Today's figures beside yesterday's whole day; what the server does not give is left out, never shown as 0. */
export const compare = (today: DayOfFigures, yesterday: DayOfFigures | null): Compared[] =>
  FIGURES.flatMap((figure) => {
    const now = today[figure]
    return typeof now === 'number' ? [{ figure, today: now, yesterday: yesterday?.[figure] ?? null }] : []
  })

/** In percent with one decimal; null where there is nothing to divide by. */
export const percent = (part: number | undefined, whole: number | undefined): string | null =>
  typeof part === 'number' && typeof whole === 'number' && whole > 0 ? ((100 * part) / whole).toFixed(1) : null

/** Overdue issues by who holds them, the most first, of equals by code; '' is what nobody holds. */
export function byHolder(overdue: readonly IssueLine[]): { holder: string; issues: IssueLine[] }[] {
  const held = new Map<string, IssueLine[]>()
  for (const line of overdue) held.set(line.holder, [...(held.get(line.holder) ?? []), line])
  return [...held].map(([holder, issues]) => ({ holder, issues })).sort((a, b) => b.issues.length - a.issues.length || (a.holder < b.holder ? -1 : 1))
}

/** Valid reports of two days before the same hour; null on a day whose clock changes, where hours are not alike, and before the first hour. */
export function untilHour(today: readonly number[], yesterday: readonly number[], hour: number): { hour: number; today: number; yesterday: number } | null {
  if (today.length !== 24 || yesterday.length !== 24 || hour === 0) return null
  const sum = (hours: readonly number[]) => hours.slice(0, hour).reduce((a, b) => a + b, 0)
  return { hour, today: sum(today), yesterday: sum(yesterday) }
}
