import { HubConnectionBuilder, HubConnectionState, LogLevel, type HubConnection, type IHttpConnectionOptions } from '@microsoft/signalr'
import { atBase } from '../base'
import { Ladder } from './ladder'
import type { Hub } from './link'

/** Beats come every 2 s, so 20 s of silence is a dead connection, not a quiet town. */
const SILENCE_MS = 20_000
/** An event stream brings the answer to the handshake at once. One that is silent for so long is held back on its way. */
export const STREAM_PATIENCE_MS = 3_000

/** A SignalR connection that is made anew for every start, with the transports that are left to try. */
export class LadderHub implements Hub {
  readonly #ladder = new Ladder()
  readonly #handlers: [event: string, then: (frame: never) => void][] = []
  #connection: HubConnection | null = null
  #closed: () => void = () => undefined

  constructor(private readonly token?: () => string) {}

  on(event: string, then: (frame: never) => void): void {
    this.#handlers.push([event, then])
  }

  onclose(then: () => void): void {
    this.#closed = then
  }

  async start(): Promise<void> {
    const connection = this.#make()
    this.#connection = connection
    await connection.start()
  }

  async stop(): Promise<void> {
    const connection = this.#connection
    if (connection?.state !== HubConnectionState.Connecting) return connection?.stop()
    // Given up while it starts. What holds the start holds the stop, too: nobody waits for that one.
    this.#connection = null
    this.#ladder.startHeld()
    void connection.stop().catch(() => undefined)
  }

  invoke(method: string, ...args: unknown[]): Promise<unknown> {
    return this.#connection?.invoke(method, ...args) ?? Promise.reject(new Error('not connected'))
  }

  #make(): HubConnection {
    // SignalR takes the class from its options, which its types do not say.
    const options: IHttpConnectionOptions & { EventSource?: typeof EventSource } = { transport: this.#ladder.transports }
    if (this.token) options.accessTokenFactory = this.token
    if (typeof EventSource !== 'undefined') options.EventSource = impatientStream(() => this.#ladder.streamHeld())
    const connection = new HubConnectionBuilder().withUrl(atBase('live'), options).configureLogging(LogLevel.None).build()
    connection.serverTimeoutInMilliseconds = SILENCE_MS
    connection.onclose(() => this.#connection === connection && this.#closed())
    for (const [event, then] of this.#handlers) connection.on(event, then)
    return connection
  }
}

/** An event stream that fails when nothing comes through it, upon which SignalR takes the next transport. */
const impatientStream = (held: () => void): typeof EventSource =>
  class extends EventSource {
    constructor(url: string | URL, init?: EventSourceInit) {
      super(url, init)
      const timer = setTimeout(() => {
        if (this.readyState === EventSource.CLOSED) return
        this.close()
        held()
        this.onerror?.(new Event('error'))
      }, STREAM_PATIENCE_MS)
      this.addEventListener('message', () => clearTimeout(timer), { once: true })
    }
  }
