import type { Directive } from 'vue'

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/** A figure that changed is lit for a moment and fades; its digits neither roll nor move. */
export const vGlow: Directive<HTMLElement, number | string | null> = {
  updated(el, { value, oldValue }) {
    if (value === oldValue || oldValue === null || still()) return
    el.animate([{ color: '#35d0a5', textShadow: '0 0 1.2em rgb(53 208 165 / .45)' }, {}], { duration: 1800, easing: 'ease-out' })
  },
}

/** A place that has just reported pulses three times. */
export const vPulse: Directive<HTMLElement, number | null> = {
  updated(el, { value, oldValue }) {
    if (value === oldValue || oldValue === null || still()) return
    el.animate(
      [
        { boxShadow: '0 0 0 0 rgb(53 208 165 / .75)', borderColor: '#35d0a5' },
        { boxShadow: '0 0 0 .7rem rgb(53 208 165 / 0)', borderColor: '#35d0a5' },
      ],
      { duration: 1100, iterations: 3, easing: 'ease-out' },
    )
  },
}
