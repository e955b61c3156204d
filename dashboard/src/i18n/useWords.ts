import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Lang } from '../address'

/** The words of one face, which are loaded with it; their keys begin with its name. */
export function useWords(face: string, words: Record<Lang, object>) {
  const i18n = useI18n()
  for (const lang of ['zh', 'en'] as const) i18n.mergeLocaleMessage(lang, { [face]: words[lang] })
  const lang = computed(() => i18n.locale.value as Lang)
  return { t: i18n.t, te: i18n.te, lang, locale: i18n.locale }
}
