import { retryDelayMs } from './backoff'
import type { Watched } from './frames'

/** The part of a SignalR connection that a link needs. */
export interface Hub {
  start(): Promise<void>
  stop(): Promise<void>
  invoke(method: string, ...args: unknown[]): Promise<unknown>
  onclose(then: () => void): void
}

/** How one kind of wish is told to the hub. */
export interface Calls<W> {
  key(wish: W): string
  ask(wish: W): [method: string, ...args: unknown[]]
  drop(wish: W): [method: string, ...args: unknown[]]
  /** Does dropping one drop the other too? */
  together(one: W, other: W): boolean
}

export interface LinkEvents<W = Watched> {
  /** Connected; watches are being asked for again. */
  up(): void
  /** An attempt failed or the connection is gone; another attempt is on its way. */
  down(): void
  /** The server would not let this be watched; it is asked again all the same. */
  refused(watched: W, reason: string): void
}

/** A start or an answer that takes longer is given up: a frozen server must not freeze the screen's hope. */
export const PATIENCE_MS = 10_000

/** A wall's wishes. Unwatch takes a region, not a day: whatever else was watched of it is asked for again. */
export const DAYS: Calls<Watched> = {
  key: (w) => `${w.region} ${w.date ?? 'today'}`,
  ask: (w) => (w.date === null ? ['Watch', w.region] : ['WatchDay', w.region, w.date]),
  drop: (w) => ['Unwatch', w.region],
  together: (one, other) => one.region === other.region,
}

/**
 * Keeps one connection up for ever, the first attempt included, and the wanted watches asked for on it. One road for
 * every kind of failure: wait, start, watch everything again.
 */
export class LiveLink<W = Watched> {
  #wanted = new Map<string, W>()
  #watched = new Map<string, W>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #attempt = 0
  #up = false
  #shut = false
  #turn: Promise<void> = Promise.resolve()

  constructor(
    private readonly hub: Hub,
    private readonly events: LinkEvents<W>,
    private readonly random: () => number = Math.random,
    private readonly calls: Calls<W> = DAYS as unknown as Calls<W>,
  ) {
    hub.onclose(() => this.#lost())
  }

  open(): void {
    void this.#connect()
  }

  /** Replaces what is wanted. What is no longer wanted is unwatched before anything new is watched. */
  watch(wanted: readonly W[]): void {
    this.#wanted = new Map(wanted.map((w) => [this.calls.key(w), w]))
    if (this.#up) this.#sync()
  }

  async close(): Promise<void> {
    this.#shut = true
    clearTimeout(this.#timer)
    await this.hub.stop()
  }

  async #connect(): Promise<void> {
    try {
      await within(this.hub.start())
    } catch {
      await within(this.hub.stop()).catch(() => undefined)
      this.#lost()
      return
    }
    if (this.#shut) return
    this.#up = true
    this.events.up()
    this.#sync()
  }

  #lost(): void {
    if (this.#shut) return
    this.#up = false
    this.#watched.clear()
    this.events.down()
    this.#later(() => void this.#connect())
  }

  #later(then: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(then, retryDelayMs(this.#attempt++, this.random))
  }

  /** Turns follow one another, so that two quick changes of mind cannot interleave their calls. */
  #sync(): void {
    this.#turn = this.#turn.then(() => this.#settle())
  }

  async #ask(w: W): Promise<void> {
    try {
      await within(this.hub.invoke(...this.calls.ask(w)))
    } catch (error) {
      if (this.#up) this.events.refused(w, error instanceof Error ? error.message : String(error))
      throw error
    }
  }

  async #settle(): Promise<void> {
    try {
      for (const [key, w] of this.#watched) {
        if (!this.#up) return
        if (this.#wanted.has(key)) continue
        await within(this.hub.invoke(...this.calls.drop(w)))
        for (const [k, other] of this.#watched) if (this.calls.together(w, other)) this.#watched.delete(k)
      }
      for (const [key, w] of this.#wanted) {
        if (!this.#up) return
        if (this.#watched.has(key)) continue
        await this.#ask(w)
        if (this.#up) this.#watched.set(key, w)
      }
      this.#attempt = 0
    } catch {
      // With the connection gone its own end starts the next attempt; otherwise only the question is asked again.
      if (this.#up && !this.#shut) this.#later(() => this.#sync())
    }
  }
}

function within<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>
  const limit = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
