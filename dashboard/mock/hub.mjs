import { randomUUID } from 'node:crypto'
import { WebSocketServer } from 'ws'
import { makeRequestTransports } from './transports.mjs'

/** The record separator that ends every message of the JSON hub protocol. */
const RS = '\x1e'
const [INVOCATION, COMPLETION, PING] = [1, 3, 6]
/** A SignalR server pings about this often, whatever the hub itself sends. */
const PING_MS = 5_000

/**
 * A SignalR hub as far as a page can tell: negotiation, WebSocket, event stream and long polling, JSON protocol.
 * `answer(client, method, args)` handles what a client calls; a client has `send(event, argument)`.
 */
export function makeHub(server, path, answer) {
  const sockets = new WebSocketServer({ noServer: true })
  const clients = new Set()
  let refusing = false

  server.on('upgrade', (request, socket, head) => {
    if (refusing || !request.url.startsWith(path)) return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const client = join(tokenOf(request), (text) => ws.send(text), () => ws.terminate(), 'WebSockets')
      ws.on('close', client.left)
      ws.on('message', (data) => client.receive(data.toString()))
    })
  })

  /** Browsers put a token into the address of a WebSocket, other clients into a header. */
  const tokenOf = (request) => new URL(request.url, 'http://mock').searchParams.get('access_token') ?? request.headers.authorization?.replace(/^Bearer /, '') ?? ''

  /** One connection, whatever it runs over. */
  function join(token, send, cut, transport) {
    const write = (message) => send(JSON.stringify(message) + RS)
    const client = { token, transport, send: (target, ...args) => write({ type: INVOCATION, target, arguments: args }), cut }
    const ping = setInterval(() => write({ type: PING }), PING_MS)
    let shaken = false
    client.left = () => {
      clearInterval(ping)
      clients.delete(client)
      client.closed?.()
    }
    client.receive = (data) => {
      for (const text of data.split(RS)) {
        if (!text) continue
        const message = JSON.parse(text)
        if (!shaken) {
          shaken = message.protocol === 'json'
          send(shaken ? `{}${RS}` : JSON.stringify({ error: 'json only' }) + RS)
          if (shaken) clients.add(client)
        } else if (message.type === INVOCATION) {
          const done = { type: COMPLETION, invocationId: message.invocationId }
          try {
            answer(client, message.target, message.arguments)
            if (message.invocationId) write({ ...done, result: null })
          } catch (error) {
            if (message.invocationId) write({ ...done, error: error.message })
          }
        }
      }
    }
    return client
  }

  const requests = makeRequestTransports(join, tokenOf)

  /** `POST {path}/negotiate`. */
  const negotiate = () => {
    const id = randomUUID()
    return {
      negotiateVersion: 1,
      connectionId: id,
      connectionToken: id,
      availableTransports: [
        { transport: 'WebSockets', transferFormats: ['Text', 'Binary'] },
        { transport: 'ServerSentEvents', transferFormats: ['Text'] },
        { transport: 'LongPolling', transferFormats: ['Text', 'Binary'] },
      ],
    }
  }

  return {
    clients,
    negotiate,
    /** Everything at `path` itself that is no upgrade. */
    request: requests.handle,
    refuse(yes) {
      refusing = yes
    },
    get refusing() {
      return refusing
    },
    /** Ends every connection as a crash would: without a word. */
    cut() {
      for (const client of [...clients]) client.cut()
    },
    close() {
      this.cut()
      sockets.close()
    },
  }
}
