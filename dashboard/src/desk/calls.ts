import { call, send } from '../api/client'
import type { BatchAnswer } from './batch'
import type { IssueFile, IssueLine, PublicIssue, QueuePage, RecordedPage, ReviewAnswer, StepAnswer } from './types'

export interface QueueFilter {
  region: string
  stage: string
  holder: string
  /** '' is all; mine, unit, unheld: docs/loop.md. */
  view: string
  /** 'true' or ''. */
  overdue: string
}

/** What texts were found, the newest first. */
export interface Found {
  found: { issue: IssueLine; text: string }[]
  next: string | null
}

const queryOf = (filter: object) => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, String(value))
  return query
}

/** A page of a queue; a town's desk looks at the first pages, for the longest due come first. */
export const PAGE = 100

const issuePath = (id: string) => `api/v1/desk/issues/${encodeURIComponent(id)}`

export const desk = {
  queue(filter: QueueFilter, after: string | null, signal?: AbortSignal): Promise<QueuePage> {
    return call<QueuePage>(`api/v1/desk/queue?${queryOf({ limit: PAGE, ...filter, after }).toString()}`, {}, signal)
  },
  search: (words: string, filter: QueueFilter, signal?: AbortSignal) => call<Found>(`api/v1/desk/search?${queryOf({ q: words, ...filter, limit: PAGE }).toString()}`, {}, signal),
  /** The address of a file, below the town's. */
  exportAt: (filter: QueueFilter, lang: string) => `api/v1/desk/export?${queryOf({ ...filter, lang }).toString()}`,
  file: (id: string, signal?: AbortSignal) => call<IssueFile>(issuePath(id), {}, signal),
  public: (id: string, signal?: AbortSignal) => call<PublicIssue>(`api/v1/issues/${encodeURIComponent(id)}`, {}, signal),
  steps: (steps: object[]) => send<BatchAnswer>('POST', 'api/v1/desk/steps', { steps }),
  recorded: (asked: object, signal?: AbortSignal) => call<RecordedPage>(`api/v1/desk/recorded?${queryOf({ limit: PAGE, ...asked }).toString()}`, {}, signal),
  review: (reviews: object[]) => send<ReviewAnswer>('POST', 'api/v1/desk/recorded', { reviews }),
  step: (id: string, body: object) => send<StepAnswer>('POST', `${issuePath(id)}/steps`, body),
}
