/** A sign of life comes every 2 s; two missed ones make the figures late, seven make them stale. */
export const LATE_AFTER_MS = 5_000
export const STALE_AFTER_MS = 15_000

/** `asked`: the hub is not to be had, the figures come over HTTP. */
export type LinkState = 'connecting' | 'live' | 'asked' | 'late' | 'stale' | 'disconnected'

export interface Link {
  /** Connected, and the figures on screen were confirmed over this connection. */
  confirmed: boolean
  /** An attempt failed or a connection was lost, and the figures have not been confirmed since. */
  lost: boolean
  /** Milliseconds since the server's last sign of life on the monotonic clock; null before the first. */
  ageMs: number | null
  /** The figures came over HTTP since the hub was lost or not yet had. */
  asked?: boolean
}

/** The word for how far the figures can be trusted. A figure exactly 5 s or 15 s old is still within its limit. */
export function linkState(link: Link): LinkState {
  if (!link.confirmed && link.asked && link.ageMs !== null && link.ageMs <= STALE_AFTER_MS) return 'asked'
  if (!link.confirmed || link.ageMs === null) return link.lost ? 'disconnected' : 'connecting'
  if (link.ageMs > STALE_AFTER_MS) return 'stale'
  return link.ageMs > LATE_AFTER_MS ? 'late' : 'live'
}

/** Amber means near the limit, red past it. A lost connection takes its colour from the age of what it left behind. */
export type Tone = 'calm' | 'good' | 'near' | 'past'

export function toneOf(state: LinkState, ageMs: number | null): Tone {
  if (state === 'live') return 'good'
  if (state === 'connecting' || state === 'asked') return 'calm'
  if (state === 'late') return 'near'
  if (state === 'stale') return 'past'
  return ageMs === null || ageMs > STALE_AFTER_MS ? 'past' : 'near'
}

/** May something be ordered on the ground of what is shown? */
export const isCurrent = (state: LinkState): boolean => state === 'live' || state === 'late' || state === 'asked'

/** Are the figures too doubtful to be read at full strength? */
export const isDim = (state: LinkState): boolean => state === 'stale' || state === 'disconnected'

/** Whole units, rounded down: seconds below two minutes, minutes below two hours, then hours. */
export function ageParts(ageMs: number): { unit: 'seconds' | 'minutes' | 'hours'; n: number } {
  const seconds = Math.max(0, Math.floor(ageMs / 1000))
  if (seconds < 120) return { unit: 'seconds', n: seconds }
  if (seconds < 7200) return { unit: 'minutes', n: Math.floor(seconds / 60) }
  return { unit: 'hours', n: Math.floor(seconds / 3600) }
}
