import { shallowRef } from 'vue'
import { ApiError } from '../api/client'
import type { Lang } from '../address'
import { keptName } from './kept'

export interface Said {
  id: number
  good: boolean
  code: string
  text: string
}

/** Good news goes by itself; bad news stays until it is read. */
const GOOD_MS = 6_000
const MOST_SAID = 4

/** Changes under a name: asks for it once, says what became of each, in the page's language. */
export function useChanges(lang: () => Lang, unreachable: () => string, lock: () => void) {
  const by = shallowRef(keptName.read())
  const said = shallowRef<Said[]>([])
  const busy = shallowRef(false)
  /** What waits for the name. */
  const waiting = shallowRef<(() => void) | null>(null)
  const asking = shallowRef(false)
  let serial = 0

  function say(good: boolean, text: string, code = ''): void {
    const one = { id: ++serial, good, code, text }
    said.value = [...said.value, one].slice(-MOST_SAID)
    if (good) setTimeout(() => dismiss(one.id), GOOD_MS)
  }
  const dismiss = (id: number) => (said.value = said.value.filter((s) => s.id !== id))

  /** Null when it was refused: then nothing has changed, and why has been said. */
  async function attempt<T>(work: () => Promise<T>, own: (error: ApiError) => boolean = () => false): Promise<T | null> {
    busy.value = true
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ApiError)) say(false, unreachable(), 'unreachable')
      else if (error.status === 401) lock()
      else if (!own(error)) say(false, lang() === 'zh' ? error.messageZh : error.message, error.code)
      return null
    } finally {
      busy.value = false
    }
  }

  /** Does it under the name that sits here, asking for the name first when there is none. */
  function change<T>(work: (by: string) => Promise<T>, done: string | (() => void), own?: (error: ApiError) => boolean): void {
    const run = () =>
      void attempt(() => work(by.value), own).then((answer) => {
        if (answer === null) return
        if (typeof done === 'string') say(true, done)
        else done()
      })
    if (by.value) return run()
    waiting.value = run
    asking.value = true
  }
  function named(name: string): void {
    by.value = name
    keptName.write(name)
    asking.value = false
    const run = waiting.value
    waiting.value = null
    run?.()
  }
  const unnamed = () => {
    asking.value = false
    waiting.value = null
  }
  const rename = () => (asking.value = true)
  return { by, said, busy, asking, say, dismiss, attempt, change, named, unnamed, rename }
}
