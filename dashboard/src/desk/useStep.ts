import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { ApiError } from '../api/client'
import { desk } from './calls'
import type { Drafts } from './drafts'
import { bodyOf, nothingGiven, type Given, type Step } from './steps'
import type { HistoryLine, IssueFile, StepAnswer } from './types'
import { told } from './useFile'

/** Why a step was not taken, for the form's words. `unreachable`: nobody knows whether it was. */
export type Problem = { kind: 'refused'; error: ApiError } | { kind: 'ended' } | { kind: 'unreachable' }

/**
 * The step that is being filled in. Its command id is kept until the server has answered: sent again after a cut line it is
 * taken once. It is decided on the version that was shown; what came since is said before it can be sent on a newer one.
 */
export function useStep(id: () => string, file: Ref<IssueFile | null>, drafts: Drafts, after: (step: Step, answer: StepAnswer) => void) {
  const step = shallowRef<Step | null>(null)
  const given = ref<Given>(nothingGiven())
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const kept = ref(false)
  let commandId = ''
  let decidedOn = 0
  const on = ref(0)

  function begin(next: Step): void {
    const draft = drafts.of(id(), next.name)
    kept.value = drafts.has(id(), next.name)
    commandId = draft.commandId
    given.value = { ...draft.given }
    on.value = decidedOn = file.value?.issue.version ?? 0
    problem.value = null
    step.value = next
  }
  const close = () => void (step.value = null)
  watch(id, close)
  watch(given, (now) => step.value && drafts.keep(id(), step.value.name, { commandId, given: now }), { deep: true })

  /** What others did since the version that this is decided on, the newest last. */
  const since = computed<HistoryLine[]>(() => (step.value && file.value && file.value.issue.version > on.value ? told(file.value.history).filter((line) => line.seq > on.value) : []))
  watch(file, (now) => {
    // The clocks' own book-keeping is nothing that anybody would decide otherwise for.
    if (step.value && now && !busy.value && now.issue.version > on.value && !since.value.length) on.value = decidedOn = now.issue.version
  })

  async function take(): Promise<void> {
    const taken = step.value
    if (!taken || busy.value) return
    const issue = id()
    busy.value = true
    problem.value = null
    drafts.keep(issue, taken.name, { commandId, given: given.value })
    try {
      const answer = await desk.step(issue, bodyOf(taken, given.value, commandId, decidedOn))
      drafts.drop(issue, taken.name)
      if (step.value === taken && id() === issue) step.value = null
      after(taken, answer)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) problem.value = { kind: 'unreachable' }
      else if (error.status === 401) problem.value = { kind: 'ended' }
      else {
        problem.value = { kind: 'refused', error }
        // Refused is refused: the next try is another decision, on what is shown by then.
        commandId = crypto.randomUUID()
        drafts.keep(issue, taken.name, { commandId, given: given.value })
        if (error.code === 'version_passed') await look(issue)
      }
    } finally {
      busy.value = false
    }
  }
  async function look(issue: string): Promise<void> {
    const now = await desk.file(issue).catch(() => null)
    if (!now || id() !== issue) return
    file.value = now
    decidedOn = now.issue.version
  }
  return { step, given, busy, problem, kept, since, begin, close, take }
}
