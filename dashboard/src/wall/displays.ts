import { computed, onScopeDispose, shallowRef, watch, watchEffect, type Ref } from 'vue'
import type { Address, Lang } from '../address'
import { call } from '../api/client'
import { usePolled } from '../api/usePolled'

/** How an administrator has set a wall of a name: docs/contracts/http.md. What is null the wall decides by itself. */
export interface Display {
  region: string | null
  language: Lang | null
  rotateS: number | null
  scalePercent: number | null
}

/** A change is on its wall within this. */
export const ASK_EVERY_MS = 60_000

/** What a wall shows: what its address says, and where that is silent, what its name is set to. */
export function shown(address: Address, display: Display | null): Address {
  if (!display || address.unknownPath) return address
  return {
    ...address,
    region: address.region ?? display.region,
    lang: address.lang ?? display.language,
    rotate: address.rotate ?? display.rotateS,
  }
}

/** The address of a wall that may have a name, as it is set just now; and its scale, which is the page's. */
export function useDisplay(address: Ref<Address>): { address: Ref<Address> } {
  const { value } = usePolled<Display>(
    () => address.value.display ?? null,
    (name, signal) => call<Display>(`api/v1/displays/${encodeURIComponent(name)}`, {}, signal),
    ASK_EVERY_MS,
  )
  // A server that is away changes nothing of what a wall shows.
  const last = shallowRef<Display | null>(null)
  watch(value, (now) => now && (last.value = now))
  watch(() => address.value.display, () => (last.value = null))
  const root = document.documentElement.style
  watchEffect(() => {
    const scale = last.value?.scalePercent
    if (scale) root.setProperty('--scale', String(scale / 100))
    else root.removeProperty('--scale')
  })
  onScopeDispose(() => root.removeProperty('--scale'))
  return { address: computed(() => shown(address.value, last.value)) }
}
