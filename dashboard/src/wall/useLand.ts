import { computed } from 'vue'
import { api } from '../api/client'
import type { GridShape } from '../api/types'
import { usePolled } from '../api/usePolled'

/** Edits of the tree act from the next day, so a map is good for a day. */
const MAP_MS = 6 * 3_600_000
/** Walls that turn through a town see each of its maps again; this many are kept, the latest used. */
const MOST_MAPS = 40
const kept = new Map<string, readonly GridShape[]>()

async function mapOf(region: string, date: string, signal: AbortSignal): Promise<readonly GridShape[]> {
  const key = `${region} ${date}`
  const known = kept.get(key)
  const shapes = known ?? (await api.map(region, signal)).features.filter((f) => f.geometry && f.properties?.code)
  kept.delete(key)
  kept.set(key, shapes)
  if (kept.size > MOST_MAPS) kept.delete(kept.keys().next().value!)
  return shapes
}

/** The map of a region's grids; `none` when there is nothing to draw. Asked for once it is known what day it is. */
export function useLand(region: string, date: () => string | null) {
  const { value, missing } = usePolled(() => date(), (day, signal) => mapOf(region, day, signal), MAP_MS)
  return { shapes: value, none: computed(() => missing.value || value.value?.length === 0) }
}

const OPEN_MS = 15_000
/** In a storm issues open many times a second; a screen asks no more often than this. */
const OPEN_APART_MS = 3_000

/** Issues open now, in all and by child. They are of now, whatever day the wall shows; a replay does not ask. */
export function useOpen(region: string, asks: boolean) {
  const { value, hasten } = usePolled(
    () => (asks ? region : null),
    async (code, signal) => {
      const answer = await api.open(code, signal)
      if (answer.region !== code || !Number.isFinite(answer.openIssues)) throw new Error('not the open issues of that region')
      return { total: answer.openIssues, byChild: new Map((answer.children ?? []).map((c) => [c.code, c.openIssues])) }
    },
    OPEN_MS,
  )
  return { open: value, hasten: () => hasten(OPEN_APART_MS) }
}
