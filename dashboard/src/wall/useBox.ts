import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue'

/** An element's inner size in pixels, followed as it changes; zero before it is on the page. */
export function useBox(el: Readonly<ShallowRef<HTMLElement | null>>) {
  const box = shallowRef({ width: 0, height: 0 })
  const resized = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = el.value ?? { clientWidth: 0, clientHeight: 0 }
    if (width !== box.value.width || height !== box.value.height) box.value = { width, height }
  })
  onMounted(() => el.value && resized.observe(el.value))
  onBeforeUnmount(() => resized.disconnect())
  return box
}
