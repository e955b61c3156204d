import type { Place } from '../api/here'

/** What somebody is about to tell. Its id and time are made with the first try: the same sent again is one report. */
export interface Draft {
  reportId: string
  observedAt: string
  text: string
  village: string
  gridCode: string
  category: string
  place: Place | null
}

const KEY = 'realtimegov-tell'

export const blank = (): Draft => ({ reportId: '', observedAt: '', text: '', village: '', gridCode: '', category: '', place: null })

/** Of this tab alone: on a shared computer nothing stays behind. */
export function kept(): Draft {
  try {
    return { ...blank(), ...(JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Draft>) }
  } catch {
    return blank()
  }
}
export function keep(draft: Draft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft))
  } catch {
    // Without storage it lasts as long as the page.
  }
}

/** As the server takes it (docs/loop.md). A place that was chosen goes before one that was measured. */
export const bodyOf = (draft: Draft, now: Date) => ({
  reportId: draft.reportId,
  text: draft.text.trim(),
  observedAt: draft.observedAt,
  deviceTime: now.toISOString(),
  ...(draft.category ? { category: draft.category } : {}),
  ...(draft.gridCode ? { gridCode: draft.gridCode } : draft.place ? { location: draft.place } : {}),
})
