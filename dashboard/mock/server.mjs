import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeHub } from './hub.mjs'
import { answerPlacement, makePlacement } from './placement.mjs'
import { scenes } from './scenes.mjs'
import { makeTown } from './town.mjs'

const DIST = fileURLToPath(new URL('../dist', import.meta.url))
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }
const BEAT_MS = 2_000
const LOADS_MS = 1_000
export const CALM = { storm: false, waiting: 0, lagMs: 0, retryPerSecond: 0 }
export const STORM = { storm: true, waiting: 12_840, lagMs: 7_300, retryPerSecond: 210 }

/**
 * A stand-in for the gateway, for development and tests only. Port 0 takes any free one. `every` adds a report each so
 * many ms; `at` is the ISO time at which the town's clock starts; `token` is what administration wants; `without` names endpoints that answer 404 (open, hours, map); `open` is a server that asks nobody who they are. What it
 * returns can be told to send any frame, to fall silent, to cut its screens off and to refuse them.
 */
export async function startMock({ scene = 'busy', port = 0, every = 0, token = '', storm = false, without = [], silos = 4, at = '', open = false } = {}) {
  const chosen = scenes[scene]
  if (!chosen) throw new Error(`no scene "${scene}": choose one of ${Object.keys(scenes).join(', ')}`)
  const shiftMs = at ? Date.parse(at) - Date.now() : 0
  const now = () => Date.now() + shiftMs
  const iso = () => new Date(now()).toISOString()
  const town = makeTown(chosen, { now })
  const house = makePlacement(chosen.regions.filter((r) => r.kind === 'grid'), { silos, now })
  let intake = storm ? STORM : CALM
  let silent = false
  let down = false

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://mock')
    const json = (body, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const error = (status, code, message, messageZh) => json({ error: { code, message, messageZh } }, status)
    if (down) return request.socket.destroy()
    if (pathname === '/live/negotiate') return json(hub.negotiate())
    if (pathname === '/live') return hub.request(request, response)
    if (pathname === '/api/v1/about') return json({ product: 'RealtimeGov', version: 'mock', demo: chosen.demo, open, now: iso() })
    if (pathname === '/api/v1/regions') return json(chosen.regions)
    if (pathname === '/api/v1/categories') return json(chosen.categories)
    if (pathname.startsWith('/api/v1/placement')) {
      if (token && request.headers.authorization !== `Bearer ${token}`) return error(401, 'unauthenticated', 'the admin token is missing or wrong', '缺少管理口令，或口令不对')
      const answer = answerPlacement(house, request.method, pathname, searchParams, request.method === 'POST' ? await bodyOf(request) : null)
      if (answer) {
        json(answer.body, answer.status)
        return request.method === 'POST' && answer.status === 200 && tellPlacement()
      }
    }
    const asked = /^\/api\/v1\/regions\/([^/]+)\/(?:(open|map)|days\/([^/]+)(?:\/(hours|grids|feed))?)$/.exec(pathname)
    if (asked) {
      const region = decodeURIComponent(asked[1])
      const what = asked[2] ?? asked[4] ?? 'day'
      const date = asked[3] === 'today' ? town.today() : asked[3]
      if (!town.has(region) || without.includes(what)) return error(404, 'unknown_region', 'there is no such region', '没有这个区划')
      if (what === 'open' || what === 'map') return json(town[what](region))
      const moment = searchParams.get('at')
      const until = moment === null ? undefined : Date.parse(moment)
      if (until > now()) return error(400, 'at_ahead', `'${moment}' is ahead of now`, `'${moment}' 晚于现在`)
      if (what === 'hours') return json(town.hours(region, date, until))
      if (what === 'feed') return json(town.feed(region, date, until).items)
      if (what === 'grids') return json(town.grids(region, date, until).grids)
      if (what === 'day') return json({ ...town.counts(region, date, until), ...(moment ? { at: moment } : {}) })
    }
    if (pathname.startsWith('/api/')) return error(404, 'not_found', 'not in the mock', '模拟服务器没有')
    return page(pathname, response)
  })

  const hub = makeHub(server, '/live', (client, method, [region, date]) => {
    client.watching ??= new Map()
    if (method === 'WatchPlacement') {
      if (token && client.token !== token) throw new Error('unauthenticated: the admin token is missing or wrong')
      client.placement = true
      return client.send('placement', house.placement())
    }
    if (method === 'UnwatchPlacement') return void (client.placement = false)
    // Of a desk the mock knows only that somebody listens; what it hears is told by `tell`.
    if (['WatchDesk', 'UnwatchDesk', 'OpenIssue', 'CloseIssue'].includes(method)) return
    if (!town.has(region)) throw new Error(`unknown region ${region}`)
    if (date < '1949-10-01') throw new Error(`HubException: unknown_region: there is no region ${region} on that day`)
    if (method === 'Unwatch') return void client.watching.delete(region)
    client.watching.set(region, method === 'WatchDay' ? date : null)
    show(client, region)
  })

  function show(client, region) {
    const day = client.watching.get(region)
    const date = day ?? town.today()
    client.send('counts', { ...town.counts(region, date), at: iso(), today: day === null })
    client.send('grids', town.grids(region, date))
    client.send('feed', town.feed(region, date))
  }
  const showAll = () => {
    for (const client of hub.clients) for (const region of client.watching?.keys() ?? []) show(client, region)
  }
  const tell = (event, argument) => {
    for (const client of hub.clients) client.send(event, argument)
  }
  const tellPlacement = () => {
    for (const client of hub.clients) if (client.placement) client.send('placement', house.placement())
  }

  const beat = () => tell('beat', { at: iso(), intake })
  const beats = setInterval(() => silent || beat(), BEAT_MS)
  const loads = setInterval(() => silent || (house.drift(), tellPlacement()), LOADS_MS)
  const reports = every > 0 ? setInterval(() => silent || (town.report(), showAll()), every) : undefined
  await new Promise((done) => server.listen(port, '127.0.0.1', done))

  return {
    port: server.address().port,
    town,
    house,
    hub,
    /** Sends any frame to every screen, right or wrong. */
    tell,
    tellPlacement,
    report: () => (town.report(), showAll()),
    silence: (yes) => (silent = yes),
    /** How intake is from the next beat on, which comes at once. */
    intake(next) {
      intake = next
      beat()
    },
    /** Down: every connection is cut and none is accepted. */
    down(yes) {
      down = yes
      hub.refuse(yes)
      if (yes) hub.cut()
    },
    close() {
      clearInterval(beats)
      clearInterval(loads)
      clearInterval(reports)
      hub.close()
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}

async function bodyOf(request) {
  let text = ''
  for await (const piece of request) text += piece
  return text ? JSON.parse(text) : {}
}

/** The built wall, with its one page for every address that is no file, and in it the way up to the root. */
function page(pathname, response) {
  const wanted = join(DIST, normalize(pathname))
  const file = wanted.startsWith(DIST) && existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(DIST, 'index.html')
  if (!existsSync(file)) return void response.writeHead(404).end('npm run build first')
  if (file.endsWith('index.html')) {
    const deep = pathname.split('/').length - 2
    return void response.writeHead(200, { 'content-type': TYPES['.html'] }).end(readFileSync(file, 'utf8').replace('<base href="/" />', `<base href="${'../'.repeat(deep) || './'}" />`))
  }
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
  createReadStream(file).pipe(response)
}
