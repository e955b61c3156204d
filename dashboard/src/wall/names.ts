import type { Lang } from '../address'
import type { Category } from '../api/types'
import type { Town } from '../api/town'

export const UNCLASSIFIED = 'unclassified'

/** A category's name in a language, else in the other one, else its kind (the code after the last `/`) in plain words. */
export function categoryName(code: string, lang: Lang, known: ReadonlyMap<string, Category>, unclassified: string): string {
  if (code === UNCLASSIFIED || code === '') return unclassified
  const names = known.get(code)?.names
  const named = names?.[lang] || names?.[lang === 'zh' ? 'en' : 'zh']
  return plain(named && named !== code ? named : code)
}

/** Imported codes name their class before the kind and write blanks as underscores: `Streetlights/Light_Burnt_Out`. */
const plain = (name: string): string => name.slice(name.lastIndexOf('/') + 1).replaceAll('_', ' ').trim() || name

/** The class a code stands in, for the second line; empty when it has none. */
export const classOf = (code: string): string => (code.includes('/') ? code.slice(0, code.lastIndexOf('/')).replaceAll('_', ' ') : '')

/** Where a report comes from, down to the grid and never nearer: `village · grid`, without what the wall says anyway. */
export function placeName(gridCode: string, wallRegion: string, town: Town): string {
  const grid = town.get(gridCode)
  if (!grid) return gridCode
  if (gridCode === wallRegion) return ''
  const parent = grid.parent ? town.get(grid.parent) : undefined
  if (!parent || parent.code === wallRegion || parent.code === town.root?.code) return grid.name
  return grid.name.startsWith(parent.name) ? grid.name : `${parent.name} · ${grid.name}`
}

/** A grid's name without the region's own in front: on the wall of 五星村 its 五星村第3网格 is 第3网格. */
export const gridInside = (name: string, region: string): string => {
  const rest = name.startsWith(region) ? name.slice(region.length).replace(/^[\s·/-]+/, '') : ''
  return rest || name
}

/** The direct child of a region that a grid lies in; the grid of its own wall is that child itself; else null. */
export function childHolding(gridCode: string, region: string, town: Town): string | null {
  if (gridCode === region) return region
  const line = [...town.ancestors(gridCode).map((r) => r.code), gridCode]
  return line[line.indexOf(region) + 1] && line.includes(region) ? line[line.indexOf(region) + 1]! : null
}
