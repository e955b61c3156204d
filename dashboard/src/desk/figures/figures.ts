import { shiftDay } from '../../address'

/** What `GET /api/v1/figures` answers (docs/loop.md): counts, and shares of 0 to 1, null where there is nothing to divide by. */
export interface FigureAnswer {
  region: string
  from: string
  until: string
  asOf: string
  response: Duration
  timeToClose: Duration
  [figure: string]: unknown
}

/** In whole seconds; null of none. */
export interface Duration {
  count: number
  p50S: number | null
  p90S: number | null
}

/** The issues that a figure counts. */
export interface FigureIssues {
  figure: string
  count: number
  issues: { issueId: string; gridCode: string; category: string; openedAt: string; acceptedAt: string | null; answeredAt: string | null; closedAt: string | null; due: string | null; rawDue: string | null }[]
  next: string | null
}

/** A line of the report: a count that leads to its issues, or a share with what it divides. */
export type Row = { name: string; share?: undefined } | { name: string; share: true; part: string; whole: string }

/** In the order of an issue's life; the shares after what they divide. */
export const ROWS: readonly Row[] = [
  { name: 'opened' },
  { name: 'declined' },
  { name: 'accepted' },
  { name: 'closed' },
  { name: 'closureOfAccepted', share: true, part: 'closed', whole: 'accepted' },
  { name: 'due' },
  { name: 'closedOfDue' },
  { name: 'closureOfDue', share: true, part: 'closedOfDue', whole: 'due' },
  { name: 'onTimeOfDue' },
  { name: 'onTimeRateOfDue', share: true, part: 'onTimeOfDue', whole: 'due' },
  { name: 'onTime' },
  { name: 'overdueOpen' },
  { name: 'onTimeRate', share: true, part: 'onTime', whole: 'closed+overdueOpen' },
  { name: 'onTimeRaw' },
  { name: 'solvedByFinder' },
  { name: 'shareSolvedByFinder', share: true, part: 'solvedByFinder', whole: 'accepted' },
  { name: 'closedWhereItArose' },
  { name: 'shareClosedWhereItArose', share: true, part: 'closedWhereItArose', whole: 'closed' },
  { name: 'handedUp' },
  { name: 'returned' },
  { name: 'reopened' },
  { name: 'yellowCards' },
  { name: 'redCards' },
  { name: 'ratings' },
  { name: 'satisfied' },
  { name: 'satisfaction', share: true, part: 'satisfied', whole: 'ratings' },
]

/** Figures whose issues can be listed, by the name that the list is asked with. */
export const LISTED: Readonly<Record<string, string>> = {
  opened: 'opened', declined: 'declined', accepted: 'accepted', closed: 'closed', due: 'due', closedOfDue: 'closedOfDue', onTimeOfDue: 'onTimeOfDue', onTime: 'onTime', overdueOpen: 'overdueOpen',
  onTimeRaw: 'onTimeRaw', solvedByFinder: 'solvedByFinder', closedWhereItArose: 'closedWhereItArose', handedUp: 'handedUp', returned: 'returned', reopened: 'reopened', yellowCards: 'carded', redCards: 'carded', ratings: 'rated',
}

export const countOf = (answer: FigureAnswer, name: string): number | null => (typeof answer[name] === 'number' ? (answer[name] as number) : null)

/** "93.7 %", or null where there is nothing to divide by. */
export const shareOf = (answer: FigureAnswer, name: string): string | null => {
  const share = countOf(answer, name)
  return share === null ? null : `${(100 * share).toFixed(1)} %`
}

/** Hours and minutes, days from two of them on. */
export function durationOf(seconds: number | null): { days: number; hours: number; minutes: number } | null {
  if (seconds === null) return null
  const minutes = Math.round(seconds / 60)
  return minutes >= 2 * 1440 ? { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: 0 } : { days: 0, hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}

export type Period = 'day' | 'week' | 'month'

/** The days of a period that holds a day: the day itself, Monday to Sunday, or the month. */
export function daysOf(period: Period, day: string): { from: string; until: string } {
  if (period === 'day') return { from: day, until: day }
  if (period === 'week') {
    const monday = shiftDay(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
    return { from: monday, until: shiftDay(monday, 6) }
  }
  const [year, month] = day.split('-').map(Number) as [number, number]
  return { from: `${day.slice(0, 7)}-01`, until: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) }
}

/** The period before (-1) or after (1). */
export function shiftPeriod(period: Period, day: string, by: 1 | -1): string {
  const { from, until } = daysOf(period, day)
  return by < 0 ? daysOf(period, shiftDay(from, -1)).from : shiftDay(until, 1)
}

/** Every day of the period up to the last that has begun. */
export function daysWithin(from: string, until: string, today: string): string[] {
  const days: string[] = []
  for (let day = from; day <= until && day <= today; day = shiftDay(day, 1)) days.push(day)
  return days
}

/** Round steps for an axis: 0 to at least `most`, in four at most. */
export function ticksOf(most: number): number[] {
  const rough = Math.max(1, most) / 4
  const scale = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((one) => one * scale).find((one) => one >= rough)!)
  const ticks = [0]
  while (ticks.at(-1)! < most) ticks.push(ticks.at(-1)! + step)
  return ticks
}
