import { atBase } from '../base'
import { retryDelayMs } from '../live/backoff'
import type { FeedItem, GridCount } from '../live/frames'
import type { About, Category, DayHours, DayTally, OpenIssues, Region, RegionMap } from './types'

/** A gateway that has not answered by then is asked again. */
const TIMEOUT_MS = 10_000

/** What a server said instead of an answer: docs/contracts/http.md. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly messageZh: string,
  ) {
    super(message)
  }
}

/** One call of an address below the town's (`api/v1/about`); throws ApiError for what the server refuses, and whatever fetch throws when there is no server. */
export async function call<T>(path: string, init: RequestInit = {}, signal?: AbortSignal): Promise<T> {
  // A timer of its own and not AbortSignal.timeout, which lives for its full time and with it the panel that asked.
  const limit = new AbortController()
  const stop = () => limit.abort()
  const timer = setTimeout(stop, TIMEOUT_MS)
  signal?.addEventListener('abort', stop)
  try {
    const answer = await fetch(atBase(path), { ...init, signal: limit.signal, headers: { accept: 'application/json', ...init.headers } })
    if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T
    const said = ((await answer.json().catch(() => null)) as { error?: Partial<ApiError> } | null)?.error
    const message = said?.message || `${path}: ${answer.status}`
    throw new ApiError(answer.status, said?.code ?? '', message, said?.messageZh || message)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}

/** A call with a body of JSON. */
export const send = <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object, headers: Record<string, string> = {}): Promise<T> =>
  call<T>(path, body === undefined ? { method, headers } : { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) })

export const ofRegion = (code: string) => `api/v1/regions/${encodeURIComponent(code)}`

export const api = {
  about: () => call<About>('api/v1/about'),
  regions: () => call<Region[]>('api/v1/regions'),
  categories: () => call<Category[]>('api/v1/categories'),
  day: (region: string, date: string, signal?: AbortSignal) => call<DayTally>(`${ofRegion(region)}/days/${date}`, {}, signal),
  feed: (region: string, date: string) => call<FeedItem[]>(`${ofRegion(region)}/days/${date}/feed`),
  grids: (region: string, date: string) => call<GridCount[]>(`${ofRegion(region)}/days/${date}/grids`),
  hours: (region: string, date: string, signal?: AbortSignal) => call<DayHours>(`${ofRegion(region)}/days/${date}/hours`, {}, signal),
  open: (region: string, signal?: AbortSignal) => call<OpenIssues>(`${ofRegion(region)}/open`, {}, signal),
  map: (region: string, signal?: AbortSignal) => call<RegionMap>(`${ofRegion(region)}/map`, {}, signal),
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Asks until there is an answer: a wall hangs for months and nobody is there to reload it. */
export async function persist<T>(ask: () => Promise<T>, onFailure: () => void = () => undefined): Promise<T> {
  for (let n = 0; ; n++) {
    try {
      return await ask()
    } catch {
      onFailure()
      await pause(retryDelayMs(n, Math.random))
    }
  }
}
