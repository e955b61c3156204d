import { computed, onScopeDispose } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { partsOf, readAddress, writeAddress } from './address'
import { basePath } from './base'

/** The address bar as state. Links within the walls change it without loading the page anew. */
export function useAddress() {
  const router = useRouter()
  const route = useRoute()
  const address = computed(() => {
    const { path, query } = partsOf(route.fullPath)
    return readAddress(path, query)
  })

  const onClick = (e: MouseEvent) => {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return
    const link = e.target instanceof Element ? e.target.closest('a') : null
    if (!link || link.target || link.origin !== location.origin || !link.pathname.startsWith(basePath)) return
    const path = link.pathname.slice(basePath.length - 1)
    if (path !== '/' && !path.startsWith('/wall/')) return
    e.preventDefault()
    void router.push(path + link.search)
  }
  document.addEventListener('click', onClick)
  onScopeDispose(() => document.removeEventListener('click', onClick))

  /** Another wall in the same language, on the same day and as of the same moment unless another is given; below whatever path the town is served. */
  const to = (region: string | null, date: string | null = address.value.date, at = date === address.value.date ? address.value.at : undefined) =>
    router.resolve(writeAddress({ region, date, at, lang: address.value.lang, rotate: address.value.rotate, display: address.value.display })).href

  const replace = (path: string) => void router.replace(path)
  const go = (region: string) => void router.push(writeAddress({ region, date: address.value.date, at: address.value.at, lang: address.value.lang, rotate: address.value.rotate, display: address.value.display }))

  return { address, to, replace, go }
}
