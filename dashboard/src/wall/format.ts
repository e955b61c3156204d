import type { Lang } from '../address'

const LOCALE: Record<Lang, string> = { zh: 'zh-CN', en: 'en-GB' }

/** Formatters are costly to make, and a wall asks for hundreds of figures a second in a storm. */
const NUMBERS: Record<Lang, Intl.NumberFormat> = { zh: new Intl.NumberFormat(LOCALE.zh), en: new Intl.NumberFormat(LOCALE.en) }
const DAY_SHAPES = {
  brief: { weekday: 'short', day: 'numeric', month: 'short' },
  words: { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long' },
  shortWeekday: { weekday: 'short' },
  narrowWeekday: { weekday: 'narrow' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>
const dayFormatters = new Map<string, Intl.DateTimeFormat>()

/** A day has no zone, so none is applied. */
function dayPart(at: Date, lang: Lang, shape: keyof typeof DAY_SHAPES): string {
  const key = `${lang} ${shape}`
  let made = dayFormatters.get(key)
  if (!made) dayFormatters.set(key, (made = new Intl.DateTimeFormat(LOCALE[lang], { ...DAY_SHAPES[shape], timeZone: 'UTC' })))
  return made.format(at)
}
const midnight = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`))

export const grouped = (n: number, lang: Lang): string => NUMBERS[lang].format(n)

/** A calendar day in words. */
export function dayInWords(day: string, lang: Lang): string {
  const d = midnight(day)
  if (!Number.isFinite(d.getTime())) return day
  if (lang === 'en') return dayPart(d, lang, 'words').replace(',', '')
  return `${d.getUTCFullYear()} 年 ${d.getUTCMonth() + 1} 月 ${d.getUTCDate()} 日 ${dayPart(d, lang, 'weekday')}`
}

/** A day within its year, for places where the year is plain. */
export const dayInBrief = (day: string, lang: Lang): string => dayPart(midnight(day), lang, 'brief').replace(',', '')

/** 一 … 日, or Mon … Sun. */
export const weekdayOf = (day: string, lang: Lang): string => dayPart(midnight(day), lang, lang === 'zh' ? 'narrowWeekday' : 'shortWeekday')

/** HH:mm:ss in a zone. */
export const clockIn = (ms: number, zone: string): string => inZone(ms, zone, true)

/** HH:mm in a zone; empty when the time does not parse. */
export function minuteIn(iso: string, zone: string): string {
  const ms = Date.parse(iso)
  return Number.isFinite(ms) ? inZone(ms, zone, false) : ''
}

/** The calendar day, YYYY-MM-DD, that a zone has at a moment. */
export function dayIn(ms: number, zone: string): string {
  const parts = formatter(zone, 'day').formatToParts(new Date(ms))
  const get = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  return `${get('year')}-${get('month')}-${get('day')}`
}

const inZone = (ms: number, zone: string, seconds: boolean): string =>
  formatter(zone, seconds ? 'seconds' : 'minutes').format(new Date(ms))

const SHAPES: Record<string, Intl.DateTimeFormatOptions> = {
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  minutes: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { year: 'numeric', month: '2-digit', day: '2-digit' },
}
const formatters = new Map<string, Intl.DateTimeFormat>()

/** Formatters are costly to make and the clock asks four times a second. A zone the browser lacks is shown in UTC. */
function formatter(zone: string, shape: string): Intl.DateTimeFormat {
  const key = `${zone} ${shape}`
  let made = formatters.get(key)
  if (!made) {
    try {
      made = new Intl.DateTimeFormat('en-GB', { ...SHAPES[shape], timeZone: zone })
    } catch {
      made = new Intl.DateTimeFormat('en-GB', { ...SHAPES[shape], timeZone: 'UTC' })
    }
    formatters.set(key, made)
  }
  return made
}
