/** The loop's settings: docs/loop.md, "Settings". */
export interface SetBy {
  kind: string
  id: string
  at: string
}

export const CLOCKS = ['whole', 'review', 'route', 'takeOver', 'handle', 'check', 'feedback', 'rating', 'note', 'askBack', 'suspension', 'recheck'] as const
/** Of the others somebody says the days each time. */
export const LIMITED = CLOCKS.filter((clock) => clock !== 'suspension' && clock !== 'recheck')
export const KINDS = ['workingDays', 'calendarDays', 'workingTime', 'continuous'] as const
export const LEVELS = ['village', 'town', 'county', 'city'] as const
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

export interface Limit {
  clock: string
  kind: string
  minutes?: number | null
  days?: number | null
  yellowMinutes?: number | null
  yellowDays?: number | null
  category: string
  level: string
}

export interface Calendar {
  firstDay: string
  lastDay: string
  week: { weekday: string; from: string; until: string }[]
  holidays: string[]
  makeUp: { day: string; worksAs: string }[]
  timeZone: string | null
}

export interface Rule {
  holder: string
  category: string
  region: string
  supervisor: string
}

export interface Fallback {
  linkingCadres: string
  region: string
  assignedLeader: string
}

export interface Settings {
  limits: { limits: Limit[]; setBy: SetBy | null }
  defaultLimits: Limit[]
  calendars: { region: string; calendar: Calendar; setBy: SetBy | null }[]
  routing: { table: { rules: Rule[]; defaults: Fallback[] }; ignored: string[]; setBy: SetBy | null }
  sampling: { table: { rates: { rate: number; category: string }[]; withoutPhoto: string[] }; setBy: SetBy | null }
}

/** What can be chosen: codes with the names that people know. */
export interface Choices {
  categories: { code: string; name: string }[]
  regions: { code: string; name: string }[]
  units: { code: string; name: string }[]
}

/** A form's own word on one of its rows, before anything is sent: the row's number, and which field. */
export type Faults = ReadonlyMap<number, string>
