import { call, send } from '../api/client'
import type { Lang } from '../address'

/** A phrase of the town's own, for the words of a step. */
export interface ReplyTemplate {
  /** A step as the desk names it; empty for any. */
  step: string
  name: string
  text: string
  /** zh, en, or empty for either. */
  language: string
}

export const TEMPLATES_MAX = 200

export const templates = {
  read: async (signal?: AbortSignal): Promise<ReplyTemplate[]> => (await call<{ templates?: { templates?: ReplyTemplate[] } }>('api/v1/settings', {}, signal)).templates?.templates ?? [],
  save: (all: ReplyTemplate[]) => send<{ changed: boolean }>('PUT', 'api/v1/settings/templates', { templates: all }),
}

/** Those for a step in a language, the step's own first. */
export const fitting = (all: readonly ReplyTemplate[], step: string, lang: Lang): ReplyTemplate[] =>
  all.filter((one) => (one.step === '' || one.step === step) && (one.language === '' || one.language === lang)).sort((a, b) => Number(b.step !== '') - Number(a.step !== ''))

/** Put after what is written already: nothing that somebody wrote is lost. */
export const inserted = (written: string, template: string): string => (written.trim() ? `${written.trimEnd()}\n${template}` : template)
