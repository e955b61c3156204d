import { shallowRef, watch } from 'vue'
import type { PlacementCalls } from './client'
import type { AuditLine } from './types'

const PAGE = 30
/** Lines on the page; older ones are asked for again when somebody wants them. */
const MOST_LINES = 600

/** Lines newest first, each once. A page that does not reach what is shown replaces it: no hole is hidden. */
export function withNewest(shown: readonly AuditLine[], page: readonly AuditLine[]): AuditLine[] {
  const oldest = page.at(-1)?.seq ?? 0
  const rest = shown.filter((l) => l.seq < oldest)
  const joins = page.length < PAGE || shown.some((l) => l.seq >= oldest)
  return joins ? [...page, ...rest].slice(0, MOST_LINES) : [...page]
}

/** The audit lines, asked for anew whenever the placement has changed. */
export function useAudit(calls: PlacementCalls, version: () => number | null) {
  const lines = shallowRef<AuditLine[] | null>(null)
  const more = shallowRef(false)
  const failed = shallowRef(false)

  async function newest(): Promise<void> {
    try {
      const page = (await calls.audit(0, PAGE)).lines
      if (!lines.value) more.value = page.length === PAGE
      lines.value = withNewest(lines.value ?? [], page)
      failed.value = false
    } catch {
      failed.value = true
    }
  }

  async function older(): Promise<void> {
    const last = lines.value?.at(-1)
    if (!last || lines.value!.length >= MOST_LINES) return void (more.value = false)
    try {
      const page = (await calls.audit(last.seq, PAGE)).lines
      more.value = page.length === PAGE
      lines.value = [...(lines.value ?? []), ...page.filter((l) => l.seq < last.seq)]
      failed.value = false
    } catch {
      failed.value = true
    }
  }

  watch(version, (now) => now !== null && void newest(), { immediate: true })
  return { lines, more, failed, older }
}
