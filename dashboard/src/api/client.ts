import { retryDelayMs } from '../live/backoff'
import type { About, Category, Region } from './types'

/** A gateway that has not answered by then is asked again. */
const TIMEOUT_MS = 10_000

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(path, { signal: AbortSignal.timeout(TIMEOUT_MS), headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return (await answer.json()) as T
}

export const api = {
  about: () => get<About>('/api/v1/about'),
  regions: () => get<Region[]>('/api/v1/regions'),
  categories: () => get<Category[]>('/api/v1/categories'),
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
