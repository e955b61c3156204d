/** No frame is on its way for so long on a line that lives. */
const BEHIND_MS = 5_000
/** What was sent before a tab stood still is read within a moment; what comes after so long comes now. */
const BELIEVED_AFTER_MS = 10_000

/**
 * The server's time as this screen can know it: the last time the server named, carried on by the monotonic clock.
 * The screen's own clock may be wrong and is never asked.
 */
export class ServerClock {
  #at: number | null = null
  #heard = 0
  #behindSince: number | null = null

  /**
   * `at`: ISO 8601; `now`: the monotonic clock in ms. A time that does not parse is ignored. Answers by how many ms the time lies
   * behind what the server's clock shows by now: a tab that stood still reads first what was sent before, all of it in one
   * moment. A clock that somebody set back goes on naming such times, and is believed when it has for a while.
   */
  hear(at: string | undefined, now: number): number {
    const parsed = at === undefined ? NaN : Date.parse(at)
    if (!Number.isFinite(parsed)) return 0
    const behindMs = (this.read(now) ?? parsed) - parsed
    if (behindMs > BEHIND_MS) {
      this.#behindSince ??= now
      if (now - this.#behindSince < BELIEVED_AFTER_MS) return behindMs
    }
    this.#behindSince = null
    this.#at = parsed
    this.#heard = now
    return 0
  }

  /** Milliseconds since 1970 at monotonic time `now`, or null while the server has not said. */
  read(now: number): number | null {
    return this.#at === null ? null : this.#at + (now - this.#heard)
  }
}
