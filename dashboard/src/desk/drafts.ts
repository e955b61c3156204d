import { nothingGiven, type Given } from './steps'

/** A step under way: what was typed, and the command's id, which stays the same until the server has answered. */
export interface Draft {
  commandId: string
  given: Given
}

const KEY = 'realtimegov.desk-draft'

/**
 * What was typed for a step of an issue, kept until the step is taken: a refusal, a cut line, another issue in between or
 * a reload lose nothing. In the window's own storage: a shared computer does not keep what was written about people.
 */
export class Drafts {
  readonly #kept = new Map<string, Draft>()
  readonly #store: Pick<Storage, 'getItem' | 'setItem'> | null

  constructor(store: Pick<Storage, 'getItem' | 'setItem'> | null) {
    this.#store = store
    try {
      for (const [key, draft] of Object.entries(JSON.parse(store?.getItem(KEY) ?? '{}') as Record<string, Draft>)) this.#kept.set(key, { ...draft, given: { ...nothingGiven(), ...draft.given } })
    } catch {
      // Unreadable: as if there were none.
    }
  }

  of(issue: string, step: string): Draft {
    return this.#kept.get(`${issue} ${step}`) ?? { commandId: crypto.randomUUID(), given: nothingGiven() }
  }

  has(issue: string, step: string): boolean {
    return this.#kept.has(`${issue} ${step}`)
  }

  keep(issue: string, step: string, draft: Draft): void {
    this.#kept.set(`${issue} ${step}`, { commandId: draft.commandId, given: { ...draft.given } })
    this.#write()
  }

  drop(issue: string, step: string): void {
    this.#kept.delete(`${issue} ${step}`)
    this.#write()
  }

  #write(): void {
    try {
      this.#store?.setItem(KEY, JSON.stringify(Object.fromEntries(this.#kept)))
    } catch {
      return
    }
  }
}
