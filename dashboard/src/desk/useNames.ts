import type { Lang } from '../address'
import type { Category } from '../api/types'
import type { Town } from '../api/town'
import { categoryName, placeName } from '../wall/names'

interface Known {
  lang: () => Lang
  town: () => Town | null
  categories: () => ReadonlyMap<string, Category>
  units?: () => readonly { code: string; name: string }[]
  people?: () => readonly { id: string; name: string }[]
  t: (key: string) => string
}

/** Names as the desk says them: a unit is an organisation or one of the regions; what has no name keeps its code. */
export function namesOf({ lang, town, categories, units, people, t }: Known) {
  return {
    category: (code: string) => categoryName(code, lang(), categories(), t('unclassified')),
    unit: (code: string) => units?.().find((one) => one.code === code)?.name ?? town()?.get(code)?.name ?? code,
    /** Whoever sits at an open server has no name of their own. */
    person: (id: string) => (id === 'open' ? t('desk.file.openUser') : (people?.().find((one) => one.id === id)?.name ?? id)),
    place: (grid: string, fallback: string) => {
      const known = town()
      return known?.get(grid) ? placeName(grid, known.root?.code ?? '', known) : fallback
    },
  }
}

export type Names = ReturnType<typeof namesOf>
