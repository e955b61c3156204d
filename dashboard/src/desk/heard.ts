import type { IssueLine } from './types'

/** Urgent issues that were not in the list before; the first list is no news. */
export function newlyUrgent(before: ReadonlySet<string> | null, lines: readonly IssueLine[]): IssueLine[] {
  if (!before) return []
  return lines.filter((line) => (line.urgency === 'urgent' || line.urgency === 'critical') && !before.has(line.issueId))
}

/** Two short notes. A browser plays them only after somebody has touched the page. */
export function ring(context: AudioContext): void {
  for (const [at, hertz] of [[0, 660], [0.18, 880]] as const) {
    const tone = context.createOscillator()
    const gain = context.createGain()
    tone.frequency.value = hertz
    gain.gain.setValueAtTime(0.0001, context.currentTime + at)
    gain.gain.exponentialRampToValueAtTime(0.2, context.currentTime + at + 0.02)
    gain.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + at + 0.16)
    tone.connect(gain).connect(context.destination)
    tone.start(context.currentTime + at)
    tone.stop(context.currentTime + at + 0.17)
  }
}
