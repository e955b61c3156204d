/** The address of a wall: `/`, `/wall/{region}?date=YYYY-MM-DD&lang=zh|en`. */
export type Lang = 'zh' | 'en'

export interface Address {
  /** Null is the root region's wall. */
  region: string | null
  /** Null is today, following the region's midnight. */
  date: string | null
  /** A `date` that names no day. */
  badDate: string | null
  lang: Lang | null
  /** A path that is no wall. */
  unknownPath: string | null
}

export function readAddress(path: string, query: string): Address {
  const params = new URLSearchParams(query)
  const date = params.get('date') || null
  const good = date === null || isDay(date)
  const lang = params.get('lang')
  const wall = /^\/wall\/([^/]+)\/?$/.exec(path)
  const home = path === '/' || path === '' || /^\/wall\/?$/.test(path)
  return {
    region: wall?.[1] ? decode(wall[1]) : null,
    date: good ? date : null,
    badDate: good ? null : date,
    lang: lang === 'zh' || lang === 'en' ? lang : null,
    unknownPath: wall || home ? null : path,
  }
}

export function writeAddress(to: { region: string | null; date?: string | null; lang?: Lang | null }): string {
  const params = new URLSearchParams()
  if (to.date) params.set('date', to.date)
  if (to.lang) params.set('lang', to.lang)
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

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
