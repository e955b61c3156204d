export const FIRST_RETRY_MS = 500
export const LONGEST_RETRY_MS = 5_000

/**
 * How long to wait before attempt `n` (0 is the first retry): doubling, at most 5 s, for ever. Half of it is chance,
 * so that the screens of a town do not come back in the same instant.
 */
export function retryDelayMs(n: number, random: () => number): number {
  const full = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(n, 10))
  return full / 2 + (full / 2) * random()
}
