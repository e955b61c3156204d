import { computed, onScopeDispose, shallowReactive, shallowRef, watch, type Ref } from 'vue'
import { ApiError } from '../api/client'
import { linkState, type LinkState } from './age'
import { ASK_AFTER_MS, ASK_EVERY_MS, askDays, BARRED_AFTER_MS, withAsked } from './asked'
import { ServerClock } from './clock'
import { contradicts, emptyDay, isConfirmed, rewatched, withCounts, withFeed, withGrids, type DayView } from './day'
import { intakeOf, isCounts, isFeed, isGrids, storeOf, type Intake, type StoreTrouble, type Watched } from './frames'
import { LadderHub } from './hub'
import { LiveLink } from './link'

/** How long a lower version may be a gateway catching up; after that it is the server's word and is shown afresh. */
const CONTRADICTED_MS = 20_000
/** The steps in which ages and the clock are shown. */
const TICK_MS = 250

/**
 * The live days of a wall: the first of `wanted` is the wall's own, the others stand beside it (its trades).
 * `now` is the monotonic clock in ms.
 */
export function useLive(wanted: Ref<Watched[]>, onUp: () => void, now: () => number = () => performance.now()) {
  const days = shallowReactive(new Map<string, DayView>())
  const clock = new ServerClock()
  const lost = shallowRef(false)
  /** The wall's own region did not exist on the day asked for. */
  const absent = shallowRef(false)
  const heardAt = shallowRef<number | null>(null)
  const tick = shallowRef(now())
  /** How intake was at the last beat of the present connection. */
  const intake = shallowRef<Intake | null>(null)
  /** What was wrong with the server's store at that beat. */
  const store = shallowRef<StoreTrouble | null>(null)
  /** The last sign of life of the present connection, whatever region it was about. */
  let signAt: number | null = null
  let contradictedSince: number | null = null
  /** Since when the figures have come over HTTP; null while they come by the hub. */
  const askedSince = shallowRef<number | null>(null)
  /** The last question over HTTP was not answered. */
  const unanswered = shallowRef(false)
  let unconfirmedSince = now()
  let askedAt = -Infinity
  let gone = false

  const hub = new LadderHub()
  const link = new LiveLink(hub, {
    up() {
      if (lost.value) onUp()
    },
    refused(watched, reason) {
      const own = wanted.value[0]
      if (watched.region === own?.region && watched.date === own.date) absent.value = reason.includes('unknown_region')
    },
    down() {
      lost.value = true
      // Whether it is the server or only the hub is asked at once.
      unconfirmedSince = -Infinity
      contradictedSince = null
      signAt = null
      intake.value = null
      store.value = null
      // The figures stay on screen, but nobody vouches for them until they come again.
      for (const [region, view] of days) days.set(region, rewatched(view))
    },
  })

  const main = computed(() => (wanted.value[0] ? (days.get(wanted.value[0].region) ?? null) : null))

  /** A sign of life says how old the figures are only once they are this connection's own. */
  function heard(at: string | undefined): void {
    // What was sent while this page stood still is a sign of then, not of now.
    signAt = now() - clock.hear(at, now())
    vouch()
  }

  function vouch(): void {
    if (!main.value || !isConfirmed(main.value)) return
    absent.value = false
    heardAt.value = signAt
    tick.value = now()
    lost.value = false
    askedSince.value = null
    unanswered.value = false
  }

  hub.on('counts', (frame: unknown) => {
    if (!isCounts(frame)) return
    const view = days.get(frame.region)
    if (!view) return
    if (contradicts(view, frame)) contradictedSince ??= now()
    days.set(frame.region, withCounts(view, frame))
    heard(frame.at)
  })
  hub.on('feed', (frame: unknown) => {
    const view = isFeed(frame) ? days.get(frame.region) : undefined
    if (isFeed(frame) && view) days.set(frame.region, withFeed(view, frame))
  })
  hub.on('grids', (frame: unknown) => {
    const view = isGrids(frame) ? days.get(frame.region) : undefined
    if (isGrids(frame) && view) days.set(frame.region, withGrids(view, frame))
  })
  hub.on('beat', (beat: { at?: string } | undefined) => {
    heard(beat?.at)
    intake.value = intakeOf(beat)
    store.value = storeOf(beat)
  })

  watch(
    wanted,
    (list, before) => {
      if (list[0]?.region !== before?.[0]?.region || list[0]?.date !== before?.[0]?.date) {
        heardAt.value = null
        absent.value = false
        askedSince.value = null
        askedAt = -Infinity
      }
      const kept = new Map(list.map((w) => [w.region, w]))
      for (const [region, view] of days) {
        if (kept.get(region)?.date !== view.watched.date) days.delete(region)
      }
      for (const w of list) if (!days.has(w.region)) days.set(w.region, emptyDay(w))
      // Figures that were watched before they came to the fore have been vouched for on this connection already.
      if (heardAt.value === null && signAt !== null) vouch()
      link.watch(list)
    },
    { immediate: true },
  )

  /** What the hub does not bring is asked for, until it brings it again. */
  async function ask(): Promise<void> {
    askedAt = now()
    const list = wanted.value
    try {
      const answers = await askDays(list)
      if (gone || wanted.value !== list || (main.value && isConfirmed(main.value))) return
      for (const answer of answers) {
        const view = days.get(answer.watched.region)
        if (view) days.set(answer.watched.region, withAsked(view, answer))
      }
      askedSince.value ??= now()
      heardAt.value = tick.value = now()
      absent.value = unanswered.value = false
    } catch (error) {
      if (error instanceof ApiError && error.status === 404 && wanted.value === list) absent.value = true
      unanswered.value = !(error instanceof ApiError)
      // A server that is busy has answered: the age says how long its figures have stood.
      if (unanswered.value) askedSince.value = null
    }
  }

  const ticking = setInterval(() => {
    tick.value = now()
    if (main.value && isConfirmed(main.value)) unconfirmedSince = tick.value
    else if (main.value && tick.value - unconfirmedSince > ASK_AFTER_MS && tick.value - askedAt > ASK_EVERY_MS) void ask()
    if (contradictedSince === null || tick.value - contradictedSince < CONTRADICTED_MS) return
    contradictedSince = null
    if (main.value && isConfirmed(main.value)) return
    for (const [region, view] of days) days.set(region, emptyDay(view.watched))
    void hub.stop()
  }, TICK_MS)
  onScopeDispose(() => {
    gone = true
    clearInterval(ticking)
    void link.close()
  })
  link.open()

  const ageMs = computed(() => (heardAt.value === null ? null : Math.max(0, tick.value - heardAt.value)))
  const state = computed<LinkState>(() =>
    linkState({
      confirmed: !!main.value && isConfirmed(main.value),
      // That the server cannot be reached is said when neither way has led to it.
      lost: lost.value && (unanswered.value || heardAt.value !== null),
      ageMs: ageMs.value,
      asked: askedSince.value !== null,
    }),
  )
  /** The server answers and its hub does not come through: what hangs between them holds it back. */
  const barred = computed(() => state.value === 'asked' && tick.value - (askedSince.value ?? tick.value) > BARRED_AFTER_MS)
  /** May this region come to the fore: are its figures of this connection? */
  const isReady = (region: string): boolean => {
    const view = days.get(region)
    return !!view && (isConfirmed(view) || (state.value === 'asked' && view.counts !== null))
  }
  /** The server's time, or the screen's own while the server has never been heard. */
  const timeMs = computed(() => clock.read(tick.value) ?? Date.now())
  const sinceMs = computed(() => (ageMs.value === null ? null : timeMs.value - ageMs.value))

  return { days, main, state, barred, absent, ageMs, timeMs, sinceMs, intake, store, isReady, hearTime: (at: string) => clock.hear(at, now()) }
}
