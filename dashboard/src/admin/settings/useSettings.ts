import { ref, shallowRef } from 'vue'
import { ApiError, call, send } from '../../api/client'
import type { Lang } from '../../address'
import { useSession } from '../../session/session'
import { rowOf } from './forms'
import type { Settings } from './types'

/**
 * The settings as the server has them, and how one is changed: each is set as a whole, so a change is made to what the server
 * has in that moment and not to what was read an hour ago, when somebody else may have been at it since.
 */
export function useSettings(lang: () => Lang, unreachable: () => string, saved: () => string) {
  const session = useSession()
  const settings = shallowRef<Settings | null>(null)
  const state = ref<'loading' | 'read' | 'failing'>('loading')
  const busy = ref(false)
  const problem = ref('')
  const wrongRow = ref<number | null>(null)
  const done = ref('')

  const wordsOf = (error: unknown): string => {
    if (!(error instanceof ApiError) || error.status >= 500) return unreachable()
    if (error.status === 401) session.ended()
    return lang() === 'zh' ? error.messageZh : error.message
  }

  async function load(): Promise<void> {
    state.value = 'loading'
    try {
      settings.value = await call<Settings>('api/v1/settings')
      state.value = 'read'
      problem.value = ''
    } catch (error) {
      state.value = 'failing'
      problem.value = wordsOf(error)
    }
  }

  /** True where it is done. What was typed stays until then. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    busy.value = true
    problem.value = done.value = ''
    wrongRow.value = null
    try {
      await work()
      done.value = saved()
      return true
    } catch (error) {
      problem.value = wordsOf(error)
      wrongRow.value = error instanceof ApiError ? rowOf(error.message) : null
      return false
    } finally {
      busy.value = false
    }
  }
  const change = (method: 'PUT' | 'DELETE', path: string, body?: (now: Settings) => object): Promise<boolean> =>
    attempt(async () => {
      const now = await call<Settings>('api/v1/settings')
      settings.value = now
      await send(method, `api/v1/settings/${path}`, body?.(now))
      settings.value = await call<Settings>('api/v1/settings')
    })

  const clear = () => void ([problem.value, done.value] = ['', ''])
  void load()
  return { settings, state, busy, problem, wrongRow, done, load, attempt, change, clear }
}

export type SettingsOf = ReturnType<typeof useSettings>
