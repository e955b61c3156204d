import { onScopeDispose, shallowRef, watch } from 'vue'
import { ApiError } from './client'

/** After a failure the question is put again this soon, then at the usual pace or this, whichever is slower. */
const FIRST_RETRY_MS = 3_000
/** A figure whose question has failed since is shown no longer than this after it was given. */
export const KEEP_MS = 60_000

/**
 * An answer asked again and again while its key stands. Another key drops the answer at once, so that a figure is never
 * shown beside a name or a date that it was not asked for. Null: not known (yet, or any more).
 */
export function usePolled<T>(key: () => string | null, ask: (key: string, signal: AbortSignal) => Promise<T>, every: number | ((answer: T, before: T | null) => number)) {
  const value = shallowRef<T | null>(null)
  /** The last question failed and there is nothing to show. */
  const missing = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let flight: AbortController | null = null
  let answeredAt = -Infinity
  let askedAt = -Infinity
  let failures = 0
  const pace = (answer: T | null, before: T | null): number => (typeof every === 'number' ? every : answer === null ? KEEP_MS : every(answer, before))

  async function turn(): Promise<void> {
    clearTimeout(timer)
    flight?.abort()
    const asked = key()
    if (asked === null) return
    askedAt = performance.now()
    const mine = (flight = new AbortController())
    let waitMs: number
    try {
      const answer = await ask(asked, mine.signal)
      if (flight !== mine) return
      const before = value.value
      value.value = answer
      missing.value = false
      answeredAt = performance.now()
      failures = 0
      waitMs = pace(answer, before)
    } catch (error) {
      if (flight !== mine) return
      if ((error instanceof ApiError && error.status === 404) || performance.now() - answeredAt > KEEP_MS) value.value = null
      missing.value = value.value === null
      waitMs = Math.min(Math.max(pace(value.value, value.value), FIRST_RETRY_MS), FIRST_RETRY_MS * 2 ** Math.min(failures++, 8))
    }
    // A tenth of it is chance, so that the screens of a town do not ask in the same instant.
    timer = setTimeout(() => void turn(), waitMs * (0.95 + 0.1 * Math.random()))
  }

  watch(
    key,
    () => {
      value.value = null
      missing.value = false
      answeredAt = -Infinity
      failures = 0
      void turn()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    flight?.abort()
    flight = null
  })
  /** Asks sooner than its turn, but not sooner than so long after the last question: news may come many times a second. */
  function hasten(apartMs: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void turn(), Math.max(0, askedAt + apartMs - performance.now()))
  }
  return { value, missing, hasten }
}
