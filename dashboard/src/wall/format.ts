import type { Lang } from '../address'

const LOCALE: Record<Lang, string> = { zh: 'zh-CN', en: 'en-GB' }

export const grouped = (n: number, lang: Lang): string => new Intl.NumberFormat(LOCALE[lang]).format(n)

/** A calendar day in words; a day has no zone, so none is applied. */
export function dayInWords(day: string, lang: Lang): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  if (!Number.isFinite(at)) return day
  const d = new Date(at)
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALE[lang], { ...options, timeZone: 'UTC' }).format(d)
  if (lang === 'en') return part({ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }).replace(',', '')
  return `${d.getUTCFullYear()} 年 ${d.getUTCMonth() + 1} 月 ${d.getUTCDate()} 日 ${part({ weekday: 'long' })}`
}

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
