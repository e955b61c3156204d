/** SignalR's two transports over plain requests: event stream and long polling. `join` is the hub's own. */
export function makeRequestTransports(join, tokenOf) {
  const connections = new Map()

  async function handle(request, response) {
    const id = new URL(request.url, 'http://mock').searchParams.get('id')
    if (request.method === 'POST') {
      let body = ''
      for await (const piece of request) body += piece
      connections.get(id)?.receive(body)
      return response.writeHead(connections.has(id) ? 200 : 404).end()
    }
    if (request.method === 'DELETE') {
      connections.get(id)?.cut()
      return response.writeHead(202).end()
    }
    if (/event-stream/.test(request.headers.accept ?? '')) return stream(id, request, response)
    return poll(id, request, response)
  }

  function stream(id, request, response) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    response.write(':\n\n')
    const client = join(tokenOf(request), (text) => response.write(`data: ${text}\n\n`), () => response.destroy(), 'ServerSentEvents')
    connections.set(id, client)
    response.on('close', () => {
      connections.delete(id)
      client.left()
    })
  }

  /** The first poll is answered at once and empty; each later one when there is something. */
  function poll(id, request, response) {
    const known = connections.get(id)
    if (known) return known.poll(response)
    const waiting = []
    let open = null
    const flush = () => {
      if (!open || !waiting.length) return
      open.writeHead(200, { 'content-type': 'text/plain' }).end(waiting.splice(0).join(''))
      open = null
    }
    const send = (text) => {
      waiting.push(text)
      flush()
    }
    const end = () => {
      open?.destroy()
      connections.delete(id)
      client.left()
    }
    const client = join(tokenOf(request), send, end, 'LongPolling')
    client.poll = (next) => {
      open = next
      flush()
    }
    connections.set(id, client)
    response.writeHead(200).end()
  }

  return { handle }
}
