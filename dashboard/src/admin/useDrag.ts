import { onScopeDispose, shallowRef } from 'vue'
import { dropTarget, hasBegun, type Target } from './drag'
import type { PlacedGrid } from './types'

export interface Drag {
  grid: PlacedGrid
  x: number
  y: number
  over: string | null
}

/**
 * A grid dragged by mouse or pen. Fingers scroll; they have the menu, as the keyboard has. `targets` measures the silos
 * on screen at the moment the drag begins and whenever the page scrolls.
 */
export function useDrag(targets: () => Target[], drop: (grid: PlacedGrid, silo: string) => void) {
  const drag = shallowRef<Drag | null>(null)
  let pressed: { grid: PlacedGrid; x: number; y: number; id: number } | null = null
  let swallowClick = false

  function press(grid: PlacedGrid, e: PointerEvent): void {
    if (e.button !== 0 || e.pointerType === 'touch') return
    pressed = { grid, x: e.clientX, y: e.clientY, id: e.pointerId }
  }
  function move(e: PointerEvent): void {
    if (!pressed || e.pointerId !== pressed.id) return
    const at = { x: e.clientX, y: e.clientY }
    if (!drag.value && !hasBegun(pressed, at)) return
    e.preventDefault()
    drag.value = { grid: pressed.grid, ...at, over: dropTarget(targets(), at, pressed.grid.silo) }
  }
  function release(e: PointerEvent): void {
    if (swallowClick) swallow()
    if (!pressed || e.pointerId !== pressed.id) return
    const done = drag.value
    stop()
    if (!done) return
    swallow()
    if (done.over) drop(done.grid, done.over)
  }
  function stop(): void {
    pressed = null
    drag.value = null
  }
  const key = (e: KeyboardEvent) => {
    if (e.key !== 'Escape' || !drag.value) return
    // The button is still down: its click comes when it is let go.
    swallowClick = true
    stop()
  }
  /** The click that ends a drag comes at once, if it comes at all; the next one is meant. */
  function swallow(): void {
    swallowClick = true
    setTimeout(() => (swallowClick = false))
  }
  const isClick = (): boolean => !swallowClick

  addEventListener('pointermove', move)
  addEventListener('pointerup', release)
  addEventListener('pointercancel', stop)
  addEventListener('blur', stop)
  addEventListener('keydown', key)
  onScopeDispose(() => {
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', release)
    removeEventListener('pointercancel', stop)
    removeEventListener('blur', stop)
    removeEventListener('keydown', key)
  })
  return { drag, press, isClick }
}
