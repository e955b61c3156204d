import { createServer, request as ask } from 'node:http'
import { connect } from 'node:net'

/**
 * A proxy between browser and town. `prefix` is the path below which it serves the town, taken off unless `keep`;
 * `sockets: false` refuses WebSocket, `streams: 'hold'` holds an event stream until its end, `'head'` lets its first
 * line through and nothing else; `hub: false` refuses everything at the hub's address.
 */
export async function startProxy(target, { prefix = '', keep = false, sockets = true, streams = 'pass', hub = true } = {}) {
  const inside = (url) => (url.startsWith(`${prefix}/`) ? (keep ? url : url.slice(prefix.length)) : null)
  const server = createServer((from, to) => {
    const path = inside(from.url)
    if (path === null || (!hub && /\/live(\/|\?|$)/.test(path))) return to.writeHead(path === null ? 404 : 403).end()
    const onward = ask({ host: '127.0.0.1', port: target, method: from.method, path, headers: from.headers }, (answer) => {
      const stream = /event-stream/.test(answer.headers['content-type'] ?? '')
      if (!stream || streams !== 'hold') to.writeHead(answer.statusCode, answer.headers)
      if (!stream || streams === 'pass') return answer.pipe(to)
      if (streams === 'head') to.flushHeaders()
      answer.resume()
    })
    onward.on('error', () => to.destroy())
    from.pipe(onward)
    to.on('close', () => onward.destroy())
  })
  server.on('upgrade', (from, socket, head) => {
    const path = inside(from.url)
    if (path === null || !sockets || !hub) return socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
    const onward = connect(target, '127.0.0.1', () => {
      onward.write(`GET ${path} HTTP/1.1\r\n${Object.entries(from.headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
      onward.write(head)
      socket.pipe(onward)
      onward.pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
    socket.on('close', () => onward.destroy())
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: server.address().port,
    close() {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}
