import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { ApiError } from '../../api/client'
import { askMoment, type Moment } from './ask'
import { momentOf, played, type Speed } from './moments'

const TICK_MS = 250
/** Between two questions: as often as somebody can follow. */
const APART_MS = 500
const RETRY_MS = 3_000

/** A replay of one region's day. `last` is the last minute that can be asked for; `now` the monotonic clock in ms. */
export function useReplay(regions: readonly string[], date: string, zone: string, start: number, last: () => number, now = () => performance.now()) {
  /** Where it is to be; `shown` says of when the figures are. */
  const minute = ref(start)
  const shown = shallowRef<{ minute: number; figures: Moment } | null>(null)
  const playing = ref(false)
  const speed = ref<Speed>(1)
  /** Why the minute asked for is not shown: what the server said, or that it says nothing. */
  const refused = shallowRef<ApiError | null>(null)
  const unreachable = ref(false)
  let from = { minute: start, at: now() }
  let asking = false
  let gone = false
  let flight: AbortController | null = null
  let wake: (() => void) | null = null

  const wanted = () => Math.min(Math.floor(minute.value), last())
  const isShown = () => shown.value?.minute === wanted()

  /** One question at a time, for whatever minute is wanted when the one before has been answered. */
  async function show(): Promise<void> {
    if (asking) return wake?.()
    asking = true
    while (!gone && !isShown()) {
      const asked = wanted()
      const mine = (flight = new AbortController())
      try {
        const figures = await askMoment(regions, date, momentOf(date, asked, zone), mine.signal)
        if (gone) return
        shown.value = { minute: asked, figures }
        refused.value = null
        unreachable.value = false
        await pause(APART_MS)
      } catch (error) {
        if (gone) return
        refused.value = error instanceof ApiError ? error : null
        unreachable.value = !refused.value
        from = { minute: minute.value, at: now() }
        // What was refused is asked again only where another minute is wanted, but for a server that is busy.
        if (refused.value && refused.value.status < 500 && asked === wanted()) break
        await pause(RETRY_MS)
      }
    }
    asking = false
  }

  const pause = (ms: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, ms)
      // Somebody who moves the time need not wait for the next try.
      wake = () => unreachable.value && (clearTimeout(timer), done())
    })

  function seek(to: number): void {
    minute.value = Math.max(0, Math.min(to, last()))
    from = { minute: minute.value, at: now() }
    void show()
  }

  function play(yes: boolean): void {
    if (yes && minute.value >= last()) seek(0)
    from = { minute: minute.value, at: now() }
    playing.value = yes
  }

  function go(next: Speed): void {
    from = { minute: minute.value, at: now() }
    speed.value = next
  }

  const ticking = setInterval(() => {
    if (!playing.value) return
    // Without a server time stands still: nothing goes by unseen.
    if (unreachable.value || refused.value) return void (from = { minute: minute.value, at: now() })
    minute.value = played(from.minute, now() - from.at, speed.value, last())
    if (minute.value >= last()) playing.value = false
    if (!isShown()) void show()
  }, TICK_MS)
  onScopeDispose(() => {
    gone = true
    flight?.abort()
    clearInterval(ticking)
  })
  void show()
  return { minute, shown, playing, speed, refused, unreachable, waiting: computed(() => shown.value === null), seek, play, go }
}
