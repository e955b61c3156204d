import type { Calendar, Limit } from './types'

/** A limit as it is typed: one number, and the unit is its kind's. */
export interface TypedLimit {
  clock: string
  kind: string
  amount: string
  yellow: string
  category: string
  level: string
}

const isDays = (kind: string): boolean => kind === 'workingDays' || kind === 'calendarDays'
const HOUR = 60

/** Time is typed in hours, where the server counts minutes. */
export const typedLimit = (limit: Limit): TypedLimit => {
  const text = (days: number | null | undefined, minutes: number | null | undefined) =>
    isDays(limit.kind) ? (days ? String(days) : '') : minutes ? String(Math.round((minutes / HOUR) * 100) / 100) : ''
  return { clock: limit.clock, kind: limit.kind, amount: text(limit.days, limit.minutes), yellow: text(limit.yellowDays, limit.yellowMinutes), category: limit.category, level: limit.level }
}

const numberOf = (text: string): number | null => (/^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null)

/** What is wrong with a row by itself: `amount`, `yellow`, or nothing. */
export function faultOfLimit(typed: TypedLimit): 'amount' | 'yellow' | '' {
  const amount = numberOf(typed.amount)
  if (amount === null || amount <= 0 || (isDays(typed.kind) && !Number.isInteger(amount))) return 'amount'
  if (!typed.yellow.trim()) return ''
  const yellow = numberOf(typed.yellow)
  return yellow === null || yellow >= amount || (isDays(typed.kind) && !Number.isInteger(yellow)) ? 'yellow' : ''
}

export function limitOf(typed: TypedLimit): Limit {
  const [amount, yellow] = [numberOf(typed.amount) ?? 0, numberOf(typed.yellow)]
  const of = { clock: typed.clock, kind: typed.kind, category: typed.category, level: typed.level }
  if (isDays(typed.kind)) return { ...of, days: amount, ...(yellow === null ? {} : { yellowDays: yellow }) }
  return { ...of, minutes: Math.round(amount * HOUR), ...(yellow === null ? {} : { yellowMinutes: Math.round(yellow * HOUR) }) }
}

/** `08:00-12:00, 14:00-17:30`; null where it is not read. An empty line is a day without work. */
export function periodsOf(text: string): { from: string; until: string }[] | null {
  const parts = text.split(/[,，、;；]/).map((part) => part.trim()).filter(Boolean)
  const read = parts.map((part) => /^(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})$/.exec(part))
  if (read.some((one) => one === null)) return null
  const clock = (hours: string, minutes: string) => `${hours.padStart(2, '0')}:${minutes}`
  return read.map((one) => ({ from: clock(one![1]!, one![2]!), until: clock(one![3]!, one![4]!) }))
}

export const periodsText = (week: Calendar['week'], weekday: string): string =>
  week.filter((line) => line.weekday === weekday).map((line) => `${line.from}-${line.until}`).join(', ')

const DAY = /^\d{4}-\d{2}-\d{2}$/
const next = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
export const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)

/** A feast is typed as from and until. */
export interface Feast {
  from: string
  until: string
}

/** Days in a row are one feast. */
export function feastsOf(days: readonly string[]): Feast[] {
  const feasts: Feast[] = []
  for (const day of [...days].sort()) {
    const last = feasts.at(-1)
    if (last && (last.until === day || next(last.until) === day)) last.until = day
    else feasts.push({ from: day, until: day })
  }
  return feasts
}

/** No feast lasts longer; a year that was mistyped is none. */
export const FEAST_DAYS_MAX = 60
export const isFeast = ({ from, until }: Feast): boolean =>
  isDay(from) && isDay(until || from) && (until || from) >= from && (Date.parse(until || from) - Date.parse(from)) / 86_400_000 < FEAST_DAYS_MAX

export function daysOf(feasts: readonly Feast[]): string[] {
  const days = new Set<string>()
  for (const feast of feasts) for (let day = feast.from; day <= (feast.until || feast.from); day = next(day)) days.add(day)
  return [...days].sort()
}

/** Office hours, as they hold where nobody has set a calendar: what a new one begins with. */
export const officeHours = (year: number): Calendar => ({
  firstDay: `${year}-01-01`, lastDay: `${year + 1}-12-31`,
  week: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].flatMap((weekday) => [{ weekday, from: '08:30', until: '12:00' }, { weekday, from: '14:00', until: '17:30' }]),
  holidays: [], makeUp: [], timeZone: null,
})

/** Which row of the form the server's words are about: `limits[3].minutes …`. */
export const rowOf = (message: string): number | null => {
  const found = /\w+\[(\d+)\]/.exec(message)
  return found ? Number(found[1]) : null
}

/** The list with one put in the place of what it changes, so that the server's word on a row is about the row that is seen; else at its end. */
export function put<T>(list: readonly T[], one: T, isSame: (other: T) => boolean): T[] {
  const at = list.findIndex(isSame)
  return at < 0 ? [...list, one] : list.map((other, i) => (i === at ? one : other))
}
