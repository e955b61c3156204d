/**
 * The server's time as this screen can know it: the last time the server named, carried on by the monotonic clock.
 * The screen's own clock may be wrong and is never asked.
 */
export class ServerClock {
  #at: number | null = null
  #heard = 0

  /** `at`: ISO 8601; `now`: the monotonic clock in ms. A time that does not parse is ignored. */
  hear(at: string | undefined, now: number): void {
    const parsed = at === undefined ? NaN : Date.parse(at)
    if (!Number.isFinite(parsed)) return
    this.#at = parsed
    this.#heard = now
  }

  /** Milliseconds since 1970 at monotonic time `now`, or null while the server has not said. */
  read(now: number): number | null {
    return this.#at === null ? null : this.#at + (now - this.#heard)
  }
}
