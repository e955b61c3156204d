import { onScopeDispose, watchEffect } from 'vue'
import '../styles/paper.css'
import type { Lang } from '../address'
import { htmlLang } from '../i18n'

/** A page for work at a desk or in the hand: light, with its title and language said. */
export function usePaper(lang: () => Lang, title: () => string): void {
  document.documentElement.dataset['paper'] = ''
  onScopeDispose(() => delete document.documentElement.dataset['paper'])
  watchEffect(() => {
    document.documentElement.lang = htmlLang[lang()]
    document.title = title()
  })
}
