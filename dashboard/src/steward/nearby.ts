import { call } from '../api/client'
import type { Item } from './deliver'

/** An issue that is open around: docs/loop.md, `GET /api/v1/inbox/nearby`. */
export interface Near {
  issueId: string
  gridCode: string
  gridName: string
  category: string
  stage: string
  openedAt: string
  distanceM: number | null
}

/** A report does not wait longer for a question than a thumb does. */
export const ASK_MS = 2_500
/** A question that nobody answers for so long is answered: something new. */
export const ANSWER_MS = 60_000

export const pathOf = (item: Pick<Item, 'place' | 'category'>): string => {
  const asked = new URLSearchParams()
  if (item.place) {
    asked.set('latitude', String(item.place.latitude))
    asked.set('longitude', String(item.place.longitude))
    asked.set('accuracyM', String(item.place.accuracyM))
  }
  if (item.category) asked.set('category', item.category)
  return `api/v1/inbox/nearby?${asked}`
}

/** Nothing without a network, without an answer in time, or where neither place nor category says what to look for. */
export async function nearby(item: Item, token: string, withinMs = ASK_MS): Promise<Near[]> {
  if (navigator.onLine === false || (!item.place && !item.category)) return []
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), withinMs)
  try {
    return (await call<{ issues: Near[] }>(pathOf(item), { headers: { authorization: `Bearer ${token}` } }, limit.signal)).issues
  } catch {
    return []
  } finally {
    clearTimeout(timer)
  }
}
