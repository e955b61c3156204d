import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue'

/** One rem in device-independent pixels at the screen's present size. */
export const remPx = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize)

/**
 * How many rows of at least `rowRem` fit into an element, and how high each is when they share its height evenly, so
 * that a list ends where its panel ends whatever the screen.
 */
export function useRows(el: Readonly<ShallowRef<HTMLElement | null>>, rowRem: number, most: number) {
  const room = shallowRef(Math.min(7, most))
  const rowPx = shallowRef(rowRem * 16)
  const resized = new ResizeObserver(() => {
    const height = el.value?.clientHeight ?? 0
    const least = rowRem * remPx()
    room.value = Math.max(1, Math.min(most, Math.floor(height / least)))
    rowPx.value = Math.min(height / room.value, 1.3 * least)
  })
  onMounted(() => el.value && resized.observe(el.value))
  onBeforeUnmount(() => resized.disconnect())
  return { room, rowPx }
}
