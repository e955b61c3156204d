/** The address of a wall: `/`, `/wall/{region}?date=YYYY-MM-DD&at=HH:mm&lang=zh|en&rotate=SECONDS&display=NAME`; `/admin` is the other page. */
export type Lang = 'zh' | 'en'

export interface Address {
  /** Null is the root region's wall. */
  region: string | null
  /** Null is today, following the region's midnight. */
  date: string | null
  /** A moment of `date`, HH:mm: the wall is a replay of it. What is none, or stands without a day, is left out. */
  at?: string
  /** A `date` that names no day. */
  badDate: string | null
  lang: Lang | null
  /** Seconds for which each region is shown in turn; null shows one. */
  rotate: number | null
  /** The name that the wall gives itself: what its address does not say is as an administrator has set it. */
  display?: string
  /** A path that is no wall. */
  unknownPath: string | null
}

/** Shorter turns cannot be read from across a room; longer ones are no rotation. */
export const SHORTEST_TURN_S = 5
export const LONGEST_TURN_S = 3600

/** As the server takes a display's name. */
const DISPLAY = /^[A-Za-z0-9_-]{1,32}$/

/** A minute of a clock. */
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/

/** A full path as a router has it, in the two parts that `readAddress` takes. */
export function partsOf(fullPath: string): { path: string; query: string } {
  const [path = '/', query = ''] = fullPath.split('#')[0]!.split(/\?(.*)/s)
  return { path, query }
}

export function readAddress(path: string, query: string): Address {
  const params = new URLSearchParams(query)
  const date = params.get('date') || null
  const good = date === null || isDay(date)
  const lang = params.get('lang')
  const display = params.get('display')
  const at = params.get('at')
  const wall = /^\/wall\/([^/]+)\/?$/.exec(path)
  const home = path === '/' || path === '' || /^\/wall\/?$/.test(path)
  return {
    region: wall?.[1] ? decode(wall[1]) : null,
    date: good ? date : null,
    badDate: good ? null : date,
    lang: lang === 'zh' || lang === 'en' ? lang : null,
    rotate: turn(params.get('rotate')),
    ...(date && good && at && CLOCK.test(at) ? { at } : {}),
    ...(display && DISPLAY.test(display) ? { display } : {}),
    unknownPath: wall || home ? null : path,
  }
}

export function writeAddress(to: { region: string | null; date?: string | null; at?: string | null | undefined; lang?: Lang | null; rotate?: number | null; display?: string | null | undefined }): string {
  const params = new URLSearchParams()
  if (to.date) params.set('date', to.date)
  if (to.date && to.at) params.set('at', to.at)
  if (to.lang) params.set('lang', to.lang)
  if (to.rotate) params.set('rotate', String(to.rotate))
  if (to.display) params.set('display', to.display)
  const query = params.size ? `?${params.toString()}` : ''
  return (to.region === null ? '/' : `/wall/${encodeURIComponent(to.region)}`) + query
}

/** A day of the calendar, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text)
}

/** `days` after (or before) a day. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function turn(text: string | null): number | null {
  const seconds = Number(text)
  if (!text || !Number.isFinite(seconds) || seconds <= 0) return null
  return Math.min(LONGEST_TURN_S, Math.max(SHORTEST_TURN_S, Math.round(seconds)))
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
