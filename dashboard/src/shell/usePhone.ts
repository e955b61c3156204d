import { onScopeDispose } from 'vue'
import type { Lang } from '../address'
import '../styles/phone.css'
import { usePaper } from './usePaper'

/** A page for the hand: paper, in letters that can be read at arm's length. */
export function usePhone(lang: () => Lang, title: () => string): void {
  usePaper(lang, title)
  document.documentElement.dataset['phone'] = ''
  onScopeDispose(() => delete document.documentElement.dataset['phone'])
}
