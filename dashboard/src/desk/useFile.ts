import { ref, shallowRef, watch } from 'vue'
import { ApiError } from '../api/client'
import { usePolled } from '../api/usePolled'
import { desk } from './calls'
import type { HistoryLine, IssueFile, PublicIssue } from './types'

/** Seldom by itself: the queue's version says when there is something new, and who reads what people wrote is on record. */
const EVERY_MS = 30_000

/** Kinds of event that a person did or is to know; the clocks' own book-keeping is in the limits. */
const SILENT = new Set(['clockSet', 'clockPaused', 'clockStopped', 'messageTaken'])
export const told = (history: readonly HistoryLine[]): HistoryLine[] => history.filter((line) => !SILENT.has(line.what))

/**
 * What was written stands with the first event of its decision: "resolved" from a unit that had not taken over yet begins
 * with the taking over. It is shown where a reader looks for it.
 */
export function withWords(history: readonly HistoryLine[]): HistoryLine[] {
  const lines = history.map((line) => ({ ...line }))
  for (const [i, line] of lines.entries()) {
    if (line.what === 'resolved' || (!line.text && !line.photos?.length)) continue
    const end = lines.findIndex((one, j) => j > i && one.what === 'resolved' && one.at === line.at && one.by === line.by)
    if (end < 0) continue
    Object.assign(lines[end]!, { text: line.text, photos: line.photos })
    Object.assign(line, { text: null, photos: null })
  }
  return lines
}

/** One issue with its history, looked at again and again while it is open: somebody else may work on it too. */
export function useFile(id: () => string | null, onRefused: (error: ApiError) => void) {
  const refused = shallowRef<ApiError | null>(null)
  const failing = ref(false)
  const { value: file, hasten } = usePolled<IssueFile>(
    id,
    async (issue, signal) => {
      try {
        const answer = await desk.file(issue, signal)
        refused.value = null
        failing.value = false
        return answer
      } catch (error) {
        if (signal.aborted) throw error
        if (error instanceof ApiError && error.status < 500) {
          refused.value = error
          onRefused(error)
        } else failing.value = true
        throw error
      }
    },
    EVERY_MS,
  )
  watch(id, () => (refused.value = null))

  /** What everybody may know of it: where else the same matter may be. */
  const open = shallowRef<PublicIssue | null>(null)
  watch(
    id,
    async (issue) => {
      open.value = null
      if (!issue) return
      const answer = await desk.public(issue).catch(() => null)
      if (id() === issue) open.value = answer
    },
    { immediate: true },
  )
  return { file, open, refused, failing, hasten: () => hasten(0) }
}
