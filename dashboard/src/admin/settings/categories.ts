/** A category as `api/v1/categories` has it; 0 is the usual nearness. */
export interface Category {
  code: string
  names: Record<string, string>
  nearM: number
  nearHours: number
  joinsByItself: boolean
}

/** The same as it is typed: an empty number is the usual one. */
export interface TypedCategory {
  code: string
  zh: string
  en: string
  nearM: string
  nearHours: string
  joins: boolean
}

export const USUAL = { metres: 50, hours: 24 }
const MOST = { metres: 5_000, hours: 744 }
export const nothing = (): TypedCategory => ({ code: '', zh: '', en: '', nearM: '', nearHours: '', joins: false })

/** A name that is only the code is none. */
export const typedCategory = ({ code, names, nearM, nearHours, joinsByItself }: Category): TypedCategory => {
  const name = (lang: string) => (names[lang] === code ? '' : (names[lang] ?? ''))
  return { code, zh: name('zh'), en: name('en'), nearM: nearM ? String(nearM) : '', nearHours: nearHours ? String(nearHours) : '', joins: joinsByItself }
}

const numberOf = (text: string, most: number): number | null => {
  if (!text.trim()) return 0
  return /^\d+(\.\d+)?$/.test(text.trim()) && Number(text) > 0 && Number(text) <= most ? Number(text) : null
}

/** What is wrong by itself, or nothing: a code is a class, or class/kind. */
export function faultOfCategory(typed: TypedCategory): 'code' | 'zh' | 'near' | '' {
  if (!/^[^/\s][^/]*(\/[^/]*[^/\s])?$/.test(typed.code.trim()) || typed.code.trim() === 'unclassified') return 'code'
  if (!typed.zh.trim()) return 'zh'
  return numberOf(typed.nearM, MOST.metres) === null || numberOf(typed.nearHours, MOST.hours) === null ? 'near' : ''
}

/** What is sent, names in other languages as they were. */
export function categoryOf(typed: TypedCategory, before: Category | undefined): Category {
  const names: Record<string, string> = { ...before?.names, zh: typed.zh.trim(), en: typed.en.trim() }
  if (!names['en']) delete names['en']
  return { code: typed.code.trim(), names, nearM: numberOf(typed.nearM, MOST.metres) ?? 0, nearHours: numberOf(typed.nearHours, MOST.hours) ?? 0, joinsByItself: typed.joins }
}
