import type { Directive } from 'vue'

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/** A figure that changed is lit for a moment and fades; its digits neither roll nor move. */
export const vGlow: Directive<HTMLElement, number | string | null> = {
  updated(el, { value, oldValue }) {
    if (value === oldValue || oldValue === null || still()) return
    el.animate([{ color: '#35d0a5' }, {}], { duration: 1800, easing: 'ease-out' })
  },
}
