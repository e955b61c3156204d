import { ref, shallowRef } from 'vue'
import { ApiError, send } from '../api/client'
import { tidy } from './slip'

/**
 * What a code opens: it stands behind `#`, or is typed. `told` says what went wrong, in the page's words or the server's; `missing` that no
 * code was given.
 */
export function useCode<View>(viewPath: string, told: (error: unknown) => string, missing: () => string) {
  const code = ref(tidy(decodeURIComponent(location.hash.slice(1))))
  const view = shallowRef<View | null>(null)
  const busy = ref(false)
  const problem = ref('')
  const said = ref('')
  /** Of the step that is under way: the same until it was answered. */
  let commandId = crypto.randomUUID()

  async function attempt(work: () => Promise<void>): Promise<void> {
    busy.value = true
    problem.value = ''
    try {
      await work()
    } catch (error) {
      problem.value = told(error)
      if (error instanceof ApiError && error.status < 500) commandId = crypto.randomUUID()
    } finally {
      busy.value = false
    }
  }
  const load = async () => void (view.value = await send<View>('POST', viewPath, { code: tidy(code.value) }))
  function look(): void {
    said.value = ''
    if (!tidy(code.value)) return void (problem.value = missing())
    // The address keeps no code: the history of a shared telephone or computer would.
    history.replaceState(history.state, '', location.pathname + location.search)
    void attempt(load)
  }
  /** A step of whoever has the code; it is answered once, however often it is sent. */
  async function step(path: string, body: Record<string, unknown>): Promise<void> {
    await send('POST', path, { code: tidy(code.value), commandId, version: 0, ...body })
    commandId = crypto.randomUUID()
  }
  return { code, view, busy, problem, said, attempt, load, look, step }
}
