/** What a slip of paper shows: docs/loop.md, "Slips of paper". */
export interface SlipView {
  reportId: string
  gridName: string
  category: string
  state: string
  at: string
  issueId: string | null
  answer: { number: number; ending: string; declinedFor: string; at: string; text: string; photos: string[] } | null
  asked: { text: string; until: string } | null
  version: number
  /** Words or photos of it stand on the public page. */
  shown?: boolean
  /** Somebody objected to that, and nobody has decided yet. */
  hiddenUntil?: string | null
}

export type SlipStep = 'rate' | 'reopen' | 'reply' | 'object'

/** What whoever holds the slip may do now: a decline is objected to once, an answer rated or its issue asked for again. */
export function stepsOf(view: SlipView): SlipStep[] {
  if (!view.issueId) return []
  if (view.asked) return ['reply']
  if (view.state === 'declined') return ['object']
  if (view.state === 'answered' || view.state === 'closed') return ['rate', 'reopen']
  return []
}

/** As it was read aloud or typed: blanks are nothing, and case is none. */
export const tidy = (code: string): string => code.trim().toUpperCase().replace(/\s+/g, '')
