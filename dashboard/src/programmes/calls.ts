import { call, send } from '../api/client'
import { atBase } from '../base'
import type { Lang } from '../address'

/** What a kind of programme says of itself: docs/programmes.md. The page draws it and knows no kind. */
export interface Word {
  name: string
  en: string
  zh: string
}
export type FieldType = 'id' | 'person' | 'people' | 'title' | 'text' | 'region' | 'regions' | 'day' | 'number' | 'numbers' | 'flag' | 'choice' | 'line'
export interface Field {
  field: string
  type: FieldType
  en: string
  zh: string
  needed: boolean
  choices: Word[]
}
export interface Action {
  action: string
  en: string
  zh: string
  runs: boolean
  hasItem: boolean
  fields: Field[]
}
export interface Kind {
  kind: string
  en: string
  zh: string
  states: Word[]
  figures: Word[]
  columns: Word[]
  define: Action
  actions: Action[]
}
export interface Programme {
  kind: string
  id: string
  title: string
  region: string
  state: string
  version: number
  figures: Record<string, number>
  overdue: number
  text: Record<string, string> | null
  runs: boolean
}
export interface Item {
  item: string
  part: string
  title: string
  region: string
  state: string
  people: string[]
  peopleCount: number
  from: string | null
  until: string | null
  due: string | null
  overdue: boolean
  numbers: Record<string, number>
  days: Record<string, string>
  words: Record<string, string>
  text: Record<string, string> | null
  version: number
}
export interface Act {
  version: number
  what: string
  item: string
  kind: string
  by: string | null
  at: string
}
export interface Imported {
  rows: number
  changed: number
  faults: { line: number; column: string; message: string; messageZh: string }[]
  faultsInAll: number
}

const at = (kind: string, id?: string, part = '') => `api/v1/programmes/${encodeURIComponent(kind)}${id === undefined ? '' : `/${encodeURIComponent(id)}${part}`}`

export const programmes = {
  kinds: (signal?: AbortSignal) => call<Kind[]>('api/v1/programmes', {}, signal),
  list: (kind: string, signal?: AbortSignal) => call<{ programmes: Programme[]; next: string | null }>(`${at(kind)}?limit=100`, {}, signal),
  one: (kind: string, id: string, signal?: AbortSignal) => call<Programme>(at(kind, id), {}, signal),
  items: (kind: string, id: string, query: Record<string, string>, signal?: AbortSignal) =>
    call<{ items: Item[]; next: string | null }>(`${at(kind, id, '/items')}?${new URLSearchParams(Object.entries(query).filter(([, value]) => value))}`, {}, signal),
  history: (kind: string, id: string, after: number, signal?: AbortSignal) => call<{ history: Act[]; next: number | null }>(`${at(kind, id, '/history')}?limit=100&after=${after}`, {}, signal),
  define: (kind: string, id: string, body: object) => send<{ changed: boolean }>('PUT', at(kind, id), body),
  act: (kind: string, id: string, action: string, body: object) => send<{ changed: boolean }>('POST', at(kind, id, `/actions/${action}`), body),
  codes: (id: string, grid: string, half: string, count: number) => send<{ codes: string[] }>('POST', at('stars', id, '/codes'), { grid, half, count }),
  exportAt: (kind: string, id: string, lang: Lang) => atBase(`${at(kind, id, '/export')}?lang=${lang}`),
  /** A file that has faults is answered as one that could be read: they are what the office wants to see. */
  import: async (kind: string, id: string, action: string, file: File, dryRun: boolean): Promise<Imported> => {
    const type = file.name.toLowerCase().endsWith('.xlsx') ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv'
    return call<Imported>(`${at(kind, id, '/import')}?action=${action}&dryRun=${dryRun}`, { method: 'POST', headers: { 'content-type': type }, body: file })
  },
}

/** Of which a notice board shows the items: the others' are homes, persons or what a meeting is about. */
export const HANGS_ITEMS: readonly string[] = ['posts', 'promises', 'calendars', 'wishes', 'contracts', 'alliances', 'zones', 'rivers', 'hall', 'stars']

/** Of these a board shows more of each item; what is not published hangs nowhere. */
export const HANGS_COLUMNS: Readonly<Record<string, readonly string[]>> = { stars: ['inputs', 'answers', 'judgement', 'score', 'stars'] }
export const hangs = (kind: string, items: readonly Item[]): Item[] => items.filter((item) => kind !== 'stars' || item.state === 'published')

/** Days that a sheet may hang on a board unless somebody says otherwise. */
export const BOARD_DAYS = 14

/** The last day of a sheet that is printed on this one (yyyy-MM-dd). */
export function boardUntil(today: string): string {
  const day = new Date(`${today}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + BOARD_DAYS)
  return day.toISOString().slice(0, 10)
}
