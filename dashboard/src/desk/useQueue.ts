import { computed, ref, shallowRef, watch } from 'vue'
import { ApiError } from '../api/client'
import { usePolled } from '../api/usePolled'
import { desk, type QueueFilter } from './calls'
import type { IssueLine, QueuePage } from './types'

/** As often as the first page is asked for; a step taken here asks at once. */
const EVERY_MS = 4_000
const SOON_MS = 300

/**
 * The queue of a filter, the longest due first: its first page again and again, further ones when they are asked for. With
 * the first page the others are asked again, so that no issue stands in two of them.
 */
export function useQueue(filter: () => QueueFilter, onRefused: (error: ApiError) => void) {
  const pages = ref(1)
  const heardAt = shallowRef<number | null>(null)
  const failing = ref(false)
  const key = () => JSON.stringify(filter())
  watch(key, () => (pages.value = 1))

  const { value, hasten } = usePolled(
    () => `${key()} ${pages.value}`,
    async (_, signal) => {
      try {
        const all = await read(filter(), pages.value, signal)
        heardAt.value = performance.now()
        failing.value = false
        return all
      } catch (error) {
        if (signal.aborted) throw error
        if (error instanceof ApiError && error.status < 500) onRefused(error)
        else failing.value = true
        throw error
      }
    },
    EVERY_MS,
  )
  /** What was shown stays while more pages are fetched. */
  const kept = shallowRef<{ key: string; page: QueuePage } | null>(null)
  watch(value, (page) => page && (kept.value = { key: key(), page }))
  const page = computed(() => value.value ?? (kept.value?.key === key() ? kept.value.page : null))
  const lines = computed<IssueLine[]>(() => page.value?.issues ?? [])
  const hasMore = computed(() => page.value?.next != null)
  return { page, lines, hasMore, failing, heardAt, more: () => void pages.value++, hasten: () => hasten(SOON_MS) }
}

async function read(filter: QueueFilter, pages: number, signal: AbortSignal): Promise<QueuePage> {
  let page = await desk.queue(filter, null, signal)
  const issues = [...page.issues]
  for (let n = 1; n < pages && page.next; n++) {
    page = await desk.queue(filter, page.next, signal)
    issues.push(...page.issues)
  }
  return { ...page, issues: [...new Map(issues.map((one) => [one.issueId, one])).values()] }
}
