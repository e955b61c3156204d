import { onScopeDispose, ref, shallowRef } from 'vue'
import { call, send } from '../api/client'
import { retryDelayMs } from '../live/backoff'
import { bodyOf, deliver, type Item, type Line, type Receipt } from './deliver'
import type { Device, Kept } from './kept'

/** Delivered ones stay to be looked at for so long. */
const KEEP_MS = 7 * 86_400_000
/** One page sends at a time, however many are open: what is sent twice counts once, but costs a villager's data twice. */
const LOCK = 'realtimegov-steward-outbox'

/** Reports on this phone: kept first, sent as soon as there is a way, by itself. */
export function useOutbox(kept: Kept, device: () => Device | null, onUnknown: () => void) {
  const items = shallowRef<Item[]>([])
  /** Null: not tried yet. */
  const reached = ref<boolean | null>(null)
  const sending = ref(false)
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false

  const refresh = async () => void (items.value = await kept.items())

  async function add(item: Item): Promise<void> {
    await kept.put(item)
    await refresh()
    void flush()
  }
  /** Kept, and not sent before its writer has said whether it is one that is open already. */
  async function hold(item: Item): Promise<void> {
    await kept.put({ ...item, state: 'asked' })
    await refresh()
  }
  /** Goes now, to an issue or as one of its own; what has gone meanwhile has gone. */
  async function settle(id: string, joins: string): Promise<void> {
    const item = (await kept.items()).find((one) => one.id === id)
    if (item?.state !== 'asked') return
    await kept.put({ ...item, state: 'waiting', ...(joins ? { joins } : {}) })
    await refresh()
    void flush()
  }
  /** A question that nobody answered, because the page was closed over it, holds no report back. */
  async function release(): Promise<void> {
    for (const item of await kept.items()) if (item.state === 'asked') await kept.put({ ...item, state: 'waiting' })
    await refresh()
  }
  async function remove(id: string): Promise<void> {
    await kept.remove(id)
    await refresh()
  }

  function line(token: string): Line {
    const headers = { authorization: `Bearer ${token}` }
    return {
      async photo(id) {
        const blob = await kept.photo(id)
        if (blob) await call(`api/v1/photos/${id}`, { method: 'PUT', body: blob, headers: { ...headers, 'content-type': 'image/jpeg' } })
      },
      report: (item) => send<Receipt>('POST', 'api/v1/reports', bodyOf(item, new Date()), headers),
    }
  }

  /** Sends what waits, the oldest first; again by itself until nothing waits. */
  async function flush(): Promise<void> {
    clearTimeout(timer)
    const bearer = device()
    if (!bearer || gone) return
    const held = await withLock(() => sendAll(line(bearer.token)))
    await refresh()
    if (!gone && (held === null || items.value.some((item) => item.state === 'waiting'))) timer = setTimeout(() => void flush(), retryDelayMs(failures++, Math.random))
  }

  async function sendAll(to: Line): Promise<void> {
    sending.value = true
    try {
      const waiting = (await kept.items()).filter((item) => item.state === 'waiting').reverse()
      for (const item of waiting) {
        const { item: now, then } = await deliver(item, to)
        await kept.put(now)
        if (now.state !== 'waiting') for (const photo of item.photos) await kept.dropPhoto(photo)
        await refresh()
        if (then === 'enrol') return onUnknown()
        reached.value = then === 'next'
        if (then === 'later') return
        failures = 0
      }
      const old = (await kept.items()).filter((item) => item.state === 'sent' && Date.now() - item.at > KEEP_MS)
      for (const item of old) await kept.remove(item.id)
    } finally {
      sending.value = false
    }
  }

  /** Null where another page is at it. Without locks the page sends by itself: an id counts once. */
  const withLock = async (work: () => Promise<void>): Promise<true | null> => {
    if (!navigator.locks) return (await work(), true)
    return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => (lock ? (await work(), true as const) : null))
  }

  const wake = () => {
    failures = 0
    void flush()
  }
  const seen = () => document.visibilityState === 'visible' && wake()
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', seen)
  onScopeDispose(() => {
    gone = true
    clearTimeout(timer)
    window.removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', seen)
  })
  void release().then(flush)
  return { items, reached, sending, add, hold, settle, remove, flush: wake }
}
