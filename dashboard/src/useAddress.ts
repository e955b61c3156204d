import { onScopeDispose, shallowRef } from 'vue'
import { readAddress, writeAddress } from './address'

/** The address bar as state. Links within the walls change it without loading the page anew. */
export function useAddress() {
  const read = () => readAddress(location.pathname, location.search)
  const address = shallowRef(read())
  const update = () => {
    address.value = read()
  }

  const onClick = (e: MouseEvent) => {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return
    const link = e.target instanceof Element ? e.target.closest('a') : null
    if (!link || link.target || link.origin !== location.origin) return
    if (link.pathname !== '/' && !link.pathname.startsWith('/wall/')) return
    e.preventDefault()
    if (link.href !== location.href) history.pushState(null, '', link.href)
    update()
  }

  addEventListener('popstate', update)
  document.addEventListener('click', onClick)
  onScopeDispose(() => {
    removeEventListener('popstate', update)
    document.removeEventListener('click', onClick)
  })

  /** The address of another wall in the same language, on the same day unless another is given. */
  const to = (region: string | null, date: string | null = address.value.date) =>
    writeAddress({ region, date, lang: address.value.lang, rotate: address.value.rotate })

  const replace = (href: string) => {
    history.replaceState(null, '', href)
    update()
  }

  const go = (href: string) => {
    history.pushState(null, '', href)
    update()
  }

  return { address, to, replace, go }
}
