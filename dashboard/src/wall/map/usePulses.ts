import { onScopeDispose, shallowRef, watch } from 'vue'
import type { GridsFrame } from '../../live/frames'
import { marked, PULSE_MS, risen } from './pulses'

/** The grids where a report has just come in, by when they were marked. `confirmed` is false without a connection. */
export function usePulses(frame: () => GridsFrame | null, confirmed: () => boolean) {
  const marks = shallowRef<ReadonlyMap<string, number>>(new Map())
  let base: { date: string; byGrid: Map<string, number> } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function sweep(): void {
    clearTimeout(timer)
    marks.value = marked(marks.value, [], performance.now())
    const oldest = Math.min(...marks.value.values())
    if (marks.value.size) timer = setTimeout(sweep, Math.max(0, oldest + PULSE_MS - performance.now()) + 1)
  }

  watch(
    [frame, confirmed],
    ([now, sure]) => {
      // What came in while the connection was away did not come in just now.
      if (!sure || !now) return void (base = null)
      const codes = risen(base?.date === now.date ? base.byGrid : null, now.grids)
      base = { date: now.date, byGrid: new Map(now.grids.map((g) => [g.code, g.validReports])) }
      if (!codes.length) return
      marks.value = marked(marks.value, codes, performance.now())
      sweep()
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return marks
}
