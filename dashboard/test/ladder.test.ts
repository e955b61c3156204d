import { HttpTransportType } from '@microsoft/signalr'
import { describe, expect, it } from 'vitest'
import { Ladder } from '../src/live/ladder'

const { WebSockets, ServerSentEvents, LongPolling } = HttpTransportType

describe('the transports that are tried', () => {
  it('are all of them, then without a stream that was held back, then plain requests, then all again', () => {
    const ladder = new Ladder()
    expect(ladder.transports).toBe(WebSockets | ServerSentEvents | LongPolling)
    ladder.streamHeld()
    expect(ladder.transports).toBe(WebSockets | LongPolling)
    ladder.streamHeld()
    expect(ladder.transports).toBe(WebSockets | LongPolling)
    ladder.startHeld()
    expect(ladder.transports).toBe(LongPolling)
    ladder.streamHeld()
    expect(ladder.transports).toBe(LongPolling)
    ladder.startHeld()
    expect(ladder.transports).toBe(WebSockets | ServerSentEvents | LongPolling)
  })
})
