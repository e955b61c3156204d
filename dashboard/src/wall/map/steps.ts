/** Five shades by open issues: none, and four steps of the same round width, the last one open upwards. */
export const SHADES = 5

/** Widths that are easily told: steps near enough to each other that the highest figure always has the lightest shade. */
const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]

/** The widest round step for which the largest figure lies in the last one; 1 at least. */
export function stepWidth(most: number): number {
  let widest = 1
  for (let ten = 1; 3 * ten < most; ten *= 10)
    for (const round of ROUND) {
      const width = round * ten
      if (Number.isInteger(width) && 3 * width < most) widest = width
    }
  return widest
}

/** 0 to 4; null for a place without a figure. */
export const shadeOf = (n: number | null, width: number): number | null =>
  n === null ? null : n <= 0 ? 0 : Math.min(SHADES - 1, Math.ceil(n / width))

/** What each shade stands for, in figures. */
export function legend(width: number): string[] {
  const range = (i: number) => (width === 1 ? String(i) : `${(i - 1) * width + 1}–${i * width}`)
  return ['0', range(1), range(2), range(3), `≥ ${3 * width + 1}`]
}
