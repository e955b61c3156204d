/** Five shades by open issues: none, and four steps of the same round width, the last one open upwards. */
export const SHADES = 5

/** The width of a step for the largest figure: 1, 2, 5, 10 …, so that the shades rarely all change at once. */
export function stepWidth(most: number): number {
  for (let ten = 1; ; ten *= 10) for (const width of [ten, 2 * ten, 5 * ten]) if (most <= width * (SHADES - 1)) return width
}

/** 0 to 4; null for a place without a figure. */
export const shadeOf = (n: number | null, width: number): number | null =>
  n === null ? null : n <= 0 ? 0 : Math.min(SHADES - 1, Math.ceil(n / width))

/** What each shade stands for, in figures. */
export function legend(width: number): string[] {
  const range = (i: number) => (width === 1 ? String(i) : `${(i - 1) * width + 1}–${i * width}`)
  return ['0', range(1), range(2), range(3), `≥ ${3 * width + 1}`]
}
