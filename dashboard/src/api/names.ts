import type { Region } from './types'

/** English names of the demo town's regions: loaded only where they are wanted; without them the names stay Chinese. */
export const demoNames = (): Promise<Readonly<Record<string, string>>> => import('./names.en.json').then((m) => m.default).catch(() => ({}))

/** The regions under the names given by code, else under their own. */
export const named = (regions: readonly Region[], names: Readonly<Record<string, string>>): Region[] => regions.map((r) => ({ ...r, name: names[r.code] ?? r.name }))
