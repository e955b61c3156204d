import { useI18n } from 'vue-i18n'
import type { Lang } from '../address'
import { ApiError } from './client'

/**
 * What is said of a call that failed: the server's own words where it refused, in the page's language; `otherwise` where no
 * answer came, or one that tells only of the server's own trouble.
 */
export function useRefusal(): (error: unknown, otherwise: string) => string {
  const { locale } = useI18n()
  return (error, otherwise) => (!(error instanceof ApiError) || error.status >= 500 ? otherwise : (locale.value as Lang) === 'zh' ? error.messageZh : error.message)
}
