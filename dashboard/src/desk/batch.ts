import { STEPS, bodyOf, type Given, type Step, type Takers, stepsFor } from './steps'
import type { IssueLine, StepAnswer } from './types'

/** As many as one call takes. */
export const BATCH_MAX = 200

/** What is the same for many: photos, parents and the like belong to one issue. */
const FOR_MANY = ['accept', 'route', 'takeOver', 'handBack', 'classify', 'feedBack', 'close', 'suspend', 'askBack', 'supervise']

/** Steps that at least one of the chosen issues allows to somebody, in the order of the loop. */
export const stepsForMany = (chosen: readonly IssueLine[], takers: Takers): Step[] =>
  STEPS.filter((step) => FOR_MANY.includes(step.name) && chosen.some((line) => { const { first, more } = stepsFor(line.stage, takers); return [...first, ...more].includes(step) }))

/** What became of one: `unknown` where no answer came, so that sending again is right. */
export interface BatchOutcome {
  issueId: string
  kind: 'done' | 'refused' | 'unknown'
  stage?: string
  message?: string
  messageZh?: string
}

export interface BatchAnswer {
  results: { issueId: string; status: number; answer?: StepAnswer; error?: { code: string; message: string; messageZh: string } }[]
}

/** One body of many steps; each issue's command keeps its id until it was answered, so that it is taken once however often it is sent. */
export class BatchCommands {
  private readonly ids = new Map<string, string>()

  bodies(step: Step, given: Given, chosen: readonly IssueLine[]): Record<string, unknown>[] {
    return chosen.map((line) => {
      const key = `${line.issueId} ${step.name}`
      const id = this.ids.get(key) ?? crypto.randomUUID()
      this.ids.set(key, id)
      return { issueId: line.issueId, ...bodyOf(step, given, id, line.version) }
    })
  }

  /** What was answered is decided: the next try is another command. */
  outcomes(step: Step, answer: BatchAnswer): BatchOutcome[] {
    return answer.results.map((one) => {
      if (one.status < 500) this.ids.delete(`${one.issueId} ${step.name}`)
      if (one.answer) return { issueId: one.issueId, kind: 'done', stage: one.answer.stage }
      const words = { message: one.error?.message ?? '', messageZh: one.error?.messageZh ?? '' }
      return { issueId: one.issueId, kind: one.status >= 500 ? 'unknown' : 'refused', ...words }
    })
  }
}
