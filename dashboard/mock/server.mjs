import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeHub } from './hub.mjs'
import { scenes } from './scenes.mjs'
import { makeTown } from './town.mjs'

const DIST = fileURLToPath(new URL('../dist', import.meta.url))
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }
const BEAT_MS = 2_000

/**
 * A stand-in for the gateway, for development and tests only. Port 0 takes any free one. `every` adds a report each so
 * many ms. What it returns can be told to send any frame, to fall silent, to cut its screens off and to refuse them.
 */
export async function startMock({ scene = 'busy', port = 0, every = 0 } = {}) {
  const chosen = scenes[scene]
  if (!chosen) throw new Error(`no scene "${scene}": choose one of ${Object.keys(scenes).join(', ')}`)
  const town = makeTown(chosen)
  let silent = false
  let down = false

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://mock')
    const json = (body, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (down) return request.socket.destroy()
    if (pathname === '/live/negotiate') return json(hub.negotiate())
    if (pathname === '/api/v1/about') return json({ product: 'RealtimeGov', version: 'mock', demo: chosen.demo, now: new Date().toISOString() })
    if (pathname === '/api/v1/regions') return json(chosen.regions)
    if (pathname === '/api/v1/categories') return json(chosen.categories)
    if (pathname.startsWith('/api/')) return json({ error: { code: 'not_found', message: 'not in the mock', messageZh: '模拟服务器没有' } }, 404)
    return page(pathname, response)
  })

  const hub = makeHub(server, '/live', (client, method, [region, date]) => {
    client.watching ??= new Map()
    if (!town.has(region)) throw new Error(`unknown region ${region}`)
    if (date < '1949-10-01') throw new Error(`HubException: unknown_region: there is no region ${region} on that day`)
    if (method === 'Unwatch') return void client.watching.delete(region)
    client.watching.set(region, method === 'WatchDay' ? date : null)
    show(client, region)
  })

  function show(client, region) {
    const day = client.watching.get(region)
    const date = day ?? town.today()
    client.send('counts', { ...town.counts(region, date), at: new Date().toISOString(), today: day === null })
    client.send('feed', town.feed(region, date))
  }
  const showAll = () => {
    for (const client of hub.clients) for (const region of client.watching?.keys() ?? []) show(client, region)
  }
  const tell = (event, argument) => {
    for (const client of hub.clients) client.send(event, argument)
  }

  const beats = setInterval(() => silent || tell('beat', { at: new Date().toISOString() }), BEAT_MS)
  const reports = every > 0 ? setInterval(() => silent || (town.report(), showAll()), every) : undefined
  await new Promise((done) => server.listen(port, '127.0.0.1', done))

  return {
    port: server.address().port,
    town,
    hub,
    /** Sends any frame to every screen, right or wrong. */
    tell,
    report: () => (town.report(), showAll()),
    silence: (yes) => (silent = yes),
    /** Down: every connection is cut and none is accepted. */
    down(yes) {
      down = yes
      hub.refuse(yes)
      if (yes) hub.cut()
    },
    close() {
      clearInterval(beats)
      clearInterval(reports)
      hub.close()
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}

/** The built wall, with its one page for every address that is no file. */
function page(pathname, response) {
  const wanted = join(DIST, normalize(pathname))
  const file = wanted.startsWith(DIST) && existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(DIST, 'index.html')
  if (!existsSync(file)) return void response.writeHead(404).end('npm run build first')
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
  createReadStream(file).pipe(response)
}
