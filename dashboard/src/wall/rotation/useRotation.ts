import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { begin, isPaused, paused, step, type Turns } from './turns'

const TICK_MS = 250
const TOUCHES = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'touchstart'] as const

/** Turns through `stops` while there is a period; null when nothing turns. */
export function useRotation(
  stops: Ref<string[]>,
  seconds: Ref<number | null>,
  screen: { live(): boolean; ready(code: string): boolean },
  now: () => number = () => performance.now(),
) {
  const turns = shallowRef<Turns | null>(null)
  const resting = shallowRef(false)
  const periodMs = computed(() => (seconds.value ?? 0) * 1000)

  watch(
    [() => stops.value.join(' '), seconds],
    () => (turns.value = seconds.value && stops.value.length > 1 ? begin(stops.value, periodMs.value, now()) : null),
    { immediate: true },
  )

  const touched = () => {
    if (turns.value) turns.value = paused(turns.value, periodMs.value, now())
    resting.value = !!turns.value
  }
  const tick = () => {
    if (!turns.value) return
    turns.value = step(turns.value, stops.value, periodMs.value, now(), screen.live(), screen.ready)
    resting.value = isPaused(turns.value, now())
  }
  const ticking = setInterval(tick, TICK_MS)
  for (const kind of TOUCHES) addEventListener(kind, touched, { passive: true })
  onScopeDispose(() => {
    clearInterval(ticking)
    for (const kind of TOUCHES) removeEventListener(kind, touched)
  })

  return {
    at: computed(() => turns.value?.at ?? null),
    next: computed(() => turns.value?.next ?? null),
    turning: computed(() => turns.value !== null),
    resting,
  }
}
