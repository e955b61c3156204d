import { ApiError } from '../api/client'
import type { Place } from '../api/here'

/** One report on this phone. Its id counts once, however often it is sent. */
export interface Item {
  id: string
  /** When it was observed, ms since 1970 by this phone's clock. */
  at: number
  text: string
  category: string
  place: Place | null
  photos: string[]
  /** asked: its writer is asked whether it is one that is open already. */
  state: 'asked' | 'waiting' | 'sent' | 'refused'
  /** The issue that its writer says it is about. */
  joins?: string
  /** Reason codes of the receipt, or the code of what refused it. */
  reasons: string[]
  /** Of a photo that was refused: the text went without it. */
  photoFault: string
  issueId: string
}

export interface Receipt {
  outcome: string
  reasons: string[]
  issueId: string
}

/** What carries a report: photos first, then the report that names them. Both throw ApiError, or what fetch throws. */
export interface Line {
  photo: (id: string) => Promise<void>
  report: (item: Item) => Promise<Receipt>
}

/** later: the network or the server, try again. enrol: this phone is not known (any more). */
export type Delivered = { item: Item; then: 'next' | 'later' | 'enrol' }

/** No answer, an overfull server, a try too many: none of them says anything about the report. */
const passes = (error: unknown): boolean => !(error instanceof ApiError) || error.status >= 500 || error.status === 408 || error.status === 429
const unknownHere = (error: unknown): boolean => error instanceof ApiError && error.status === 401

/** Sends one report. What a person wrote never waits for a picture that is refused. */
export async function deliver(item: Item, line: Line): Promise<Delivered> {
  let now = item
  for (const photo of item.photos) {
    try {
      await line.photo(photo)
    } catch (error) {
      if (unknownHere(error)) return { item: now, then: 'enrol' }
      if (passes(error)) return { item: now, then: 'later' }
      now = { ...now, photos: now.photos.filter((one) => one !== photo), photoFault: (error as ApiError).code }
    }
  }
  try {
    const receipt = await line.report(now)
    if (receipt.outcome === 'RETRY') return { item: { ...now, reasons: receipt.reasons }, then: 'later' }
    const state = receipt.outcome === 'INVALID' ? 'refused' : 'sent'
    return { item: { ...now, state, reasons: receipt.reasons, issueId: receipt.issueId }, then: 'next' }
  } catch (error) {
    if (unknownHere(error)) return { item: now, then: 'enrol' }
    if (passes(error)) return { item: now, then: 'later' }
    return { item: { ...now, state: 'refused', reasons: [(error as ApiError).code] }, then: 'next' }
  }
}

/** The body of `POST /api/v1/reports`. */
export const bodyOf = (item: Item, now: Date): object => ({
  reportId: item.id,
  observedAt: new Date(item.at).toISOString(),
  deviceTime: now.toISOString(),
  text: item.text,
  origin: 'STEWARD',
  ...(item.category ? { category: item.category } : {}),
  ...(item.photos.length ? { photos: item.photos } : {}),
  ...(item.place ? { location: item.place } : {}),
  ...(item.joins ? { joinsIssueId: item.joins } : {}),
})
