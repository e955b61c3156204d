import { computed, onScopeDispose, shallowRef, watchEffect } from 'vue'
import type { Lang } from '../address'
import { api, persist } from './client'
import { Town } from './town'
import { demoNames, named } from './names'
import type { About, Category, Region } from './types'

/** A town without regions is asked again this often; and no unknown category leads to more questions than this. */
const AGAIN_MS = 5_000

/** Everything a wall needs to put names to what the hub sends: the tree, the categories, what server this is. */
export function useTown(onTime: (iso: string) => void, lang: () => Lang) {
  const regions = shallowRef<readonly Region[] | null>(null)
  const names = shallowRef<Readonly<Record<string, string>>>({})
  const town = computed(() => regions.value && new Town(named(regions.value, lang() === 'en' ? names.value : {})))
  const categories = shallowRef<ReadonlyMap<string, Category>>(new Map())
  const about = shallowRef<About | null>(null)
  const unreachable = shallowRef(false)
  let askedForNames = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false

  const failed = () => {
    unreachable.value = true
  }

  async function loadTown(): Promise<void> {
    const answer = await persist(api.regions, failed)
    if (gone) return
    unreachable.value = false
    regions.value = answer
    if (!town.value?.root) timer = setTimeout(() => void loadTown(), AGAIN_MS)
  }

  async function loadNames(): Promise<void> {
    askedForNames = performance.now()
    categories.value = new Map((await persist(api.categories)).map((c) => [c.code, c]))
  }

  async function loadAbout(): Promise<void> {
    const now = await persist(api.about)
    onTime(now.now)
    // A screen that hangs for months takes the new page when the server has been upgraded beneath it.
    if (about.value && about.value.version !== now.version) location.reload()
    about.value = now
  }

  function load(): void {
    clearTimeout(timer)
    void loadTown()
    void loadNames()
    void loadAbout()
  }

  /** An import may create categories while the wall hangs: a code without a name is looked up once more. */
  function wantNames(codes: readonly string[]): void {
    if (performance.now() - askedForNames < AGAIN_MS) return
    if (codes.some((code) => code !== 'unclassified' && !categories.value.has(code))) void loadNames()
  }

  // The file has names of the demo town only: a code may mean something else elsewhere.
  watchEffect(() => {
    if (lang() === 'en' && about.value?.demo && !Object.keys(names.value).length) void demoNames().then((all) => (names.value = all))
  })
  load()
  onScopeDispose(() => {
    gone = true
    clearTimeout(timer)
  })
  return { town, categories, about, unreachable, reload: load, wantNames }
}
