import { HttpTransportType } from '@microsoft/signalr'

/** Proxies pass what they know: first everything that the browser has, then without event streams, then plain requests. */
const RUNGS = [
  HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling,
  HttpTransportType.WebSockets | HttpTransportType.LongPolling,
  HttpTransportType.LongPolling,
] as const

/** Which transports the next attempt may use, from how the last ones ended. */
export class Ladder {
  #rung = 0

  get transports(): HttpTransportType {
    return RUNGS[this.#rung]!
  }

  /** An event stream brought nothing: no other one is tried before the last rung has failed, too. */
  streamHeld(): void {
    this.#rung = Math.max(this.#rung, 1)
  }

  /** A start that never ended may be held up by a proxy; one that was refused says nothing of transports. */
  startHeld(): void {
    this.#rung = (this.#rung + 1) % RUNGS.length
  }
}
