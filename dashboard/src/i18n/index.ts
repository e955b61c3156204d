import { createI18n } from 'vue-i18n'
import type { Lang } from '../address'
import { en } from './en'
import { zh } from './zh'

const REMEMBERED = 'realtimegov.lang'

/** The address decides, then what was chosen here before, then the browser. */
export function chooseLang(address: Lang | null, remembered: string | null, browser: readonly string[]): Lang {
  if (address) return address
  if (remembered === 'zh' || remembered === 'en') return remembered
  const first = browser.map((l) => l.toLowerCase()).find((l) => l.startsWith('zh') || l.startsWith('en'))
  return first?.startsWith('en') ? 'en' : 'zh'
}

/** Storage can be forbidden by the browser; then the choice lasts as long as the page. */
export function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED)
  } catch {
    return null
  }
}

export function remember(lang: Lang): void {
  try {
    localStorage.setItem(REMEMBERED, lang)
  } catch {
    return
  }
}

export const makeI18n = (lang: Lang) => createI18n({ legacy: false, locale: lang, fallbackLocale: 'zh', messages: { zh, en } })

export const htmlLang: Record<Lang, string> = { zh: 'zh-CN', en: 'en' }
