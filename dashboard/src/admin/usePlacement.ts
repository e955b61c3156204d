import { computed, onScopeDispose, shallowRef } from 'vue'
import { ApiError } from '../api/client'
import { linkState } from '../live/age'
import { retryDelayMs } from '../live/backoff'
import { ServerClock } from '../live/clock'
import { ASK_AFTER_MS, ASK_EVERY_MS, BARRED_AFTER_MS } from '../live/asked'
import { LadderHub } from '../live/hub'
import { LiveLink, type Calls } from '../live/link'
import { placementCalls } from './client'
import { keptToken } from './kept'
import { replaces } from './placement'
import { isPlacement, type Placement } from './types'

const TICK_MS = 500

const PLACEMENT: Calls<'placement'> = {
  key: (wish) => wish,
  ask: () => ['WatchPlacement'],
  drop: () => ['UnwatchPlacement'],
  together: () => true,
}

/** The placement, live. Nothing is asked of the hub before the server has taken the token. */
export function usePlacement(now: () => number = () => performance.now()) {
  const token = shallowRef(keptToken.read())
  const calls = placementCalls(() => token.value)
  const placement = shallowRef<Placement | null>(null)
  /** The server wants a token: none was given, or a wrong one. */
  const locked = shallowRef<'none' | 'wrong' | null>(null)
  const lost = shallowRef(false)
  const confirmed = shallowRef(false)
  const heardAt = shallowRef<number | null>(null)
  const tick = shallowRef(now())
  const clock = new ServerClock()
  let opened = false
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const hub = new LadderHub(() => token.value)
  const link = new LiveLink<'placement'>(
    hub,
    {
      up: () => undefined,
      down() {
        lost.value = true
        unconfirmedSince = -Infinity
        confirmed.value = false
      },
      // Why a watch is refused is asked over HTTP, which says it with a status.
      refused: () => void load(),
    },
    Math.random,
    PLACEMENT,
  )

  function heard(at: string | undefined): void {
    clock.hear(at, now())
    if (!confirmed.value) return
    heardAt.value = tick.value = now()
    lost.value = false
    askedSince.value = null
  }

  /** Since when the placement has come over HTTP for want of the hub. */
  const askedSince = shallowRef<number | null>(null)
  let unconfirmedSince = now()
  let askedAt = -Infinity

  /** The hub does not bring it: it is asked for. */
  async function ask(): Promise<void> {
    askedAt = now()
    try {
      const answer = await calls.placement()
      if (confirmed.value || !isPlacement(answer)) return
      if (replaces(placement.value, answer, false)) placement.value = answer
      askedSince.value ??= now()
      heardAt.value = tick.value = now()
    } catch (error) {
      askedSince.value = null
      if (error instanceof ApiError && error.status === 401) lock()
    }
  }

  hub.on('placement', (frame: unknown) => {
    if (!isPlacement(frame)) return
    if (replaces(placement.value, frame, !confirmed.value)) placement.value = frame
    confirmed.value = true
    heard(frame.at)
  })
  hub.on('beat', (beat: { at?: string } | undefined) => heard(beat?.at))

  async function load(): Promise<void> {
    clearTimeout(timer)
    try {
      const answer = await calls.placement()
      if (!isPlacement(answer)) throw new Error('not a placement')
      if (replaces(placement.value, answer, false)) placement.value = answer
      locked.value = null
      attempt = 0
      if (!opened) link.open()
      opened = true
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return lock()
      lost.value ||= !opened
      timer = setTimeout(() => void load(), retryDelayMs(attempt++, Math.random))
    }
  }

  function lock(): void {
    locked.value = token.value ? 'wrong' : 'none'
  }

  /** Takes a token and tries it. */
  async function unlock(given: string): Promise<void> {
    token.value = given.trim()
    keptToken.write(token.value)
    await load()
    // A connection was made with the token of its moment.
    if (opened && !locked.value && !confirmed.value) void hub.stop()
  }

  link.watch(['placement'])
  void load()
  const ticking = setInterval(() => {
    tick.value = now()
    if (confirmed.value) unconfirmedSince = tick.value
    else if (opened && !locked.value && tick.value - unconfirmedSince > ASK_AFTER_MS && tick.value - askedAt > ASK_EVERY_MS) void ask()
  }, TICK_MS)
  onScopeDispose(() => {
    clearInterval(ticking)
    clearTimeout(timer)
    void link.close()
  })

  const ageMs = computed(() => (heardAt.value === null ? null : Math.max(0, tick.value - heardAt.value)))
  const state = computed(() => linkState({ confirmed: confirmed.value, lost: lost.value, ageMs: ageMs.value, asked: askedSince.value !== null }))
  const barred = computed(() => state.value === 'asked' && tick.value - (askedSince.value ?? tick.value) > BARRED_AFTER_MS)
  const timeMs = computed(() => clock.read(tick.value) ?? Date.now())
  const sinceMs = computed(() => (ageMs.value === null ? null : timeMs.value - ageMs.value))
  return { placement, calls, locked, lock, unlock, state, barred, ageMs, sinceMs }
}
