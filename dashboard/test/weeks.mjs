// A wall hangs for weeks: after 5,000 updates, and after a hundred regions shown in turn, it is no larger than before.
// Wants the built page and the browser of tests/e2e (npm ci there).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from '../../tests/e2e/support/browser.mjs'
import { startMock } from '../mock/server.mjs'

const UPDATES = 5_000
const WARM = 400
/** Frames sent before the page is asked how far it has come: the socket's queue is bounded. */
const BURST = 100
const SWITCHES = 100

/** What may be there more: a list one row longer, a mark on the map, what the engine keeps of compiled code. */
const NODES_MORE = 250
const LISTENERS_MORE = 60
const HEAP_MORE_BYTES = 3 * 1024 * 1024

async function measure(session) {
  // Twice: what the first one frees may hold what the second one finds.
  for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name) => metrics.find((m) => m.name === name).value
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heap: of('JSHeapUsedSize') }
}

function assertSteady(what, before, after) {
  const more = (key) => after[key] - before[key]
  const mb = (bytes) => (bytes / 1048576).toFixed(2)
  console.log(`${what}: nodes ${before.nodes} -> ${after.nodes}, listeners ${before.listeners} -> ${after.listeners}, heap ${mb(before.heap)} -> ${mb(after.heap)} MB`)
  assert.ok(more('nodes') <= NODES_MORE, `${more('nodes')} nodes more`)
  assert.ok(more('listeners') <= LISTENERS_MORE, `${more('listeners')} listeners more`)
  assert.ok(more('heap') <= HEAP_MORE_BYTES, `${mb(more('heap'))} MB more`)
}

test('a wall does not grow', { timeout: 120_000 }, async (t) => {
  const mock = await startMock({ scene: 'busy' })
  t.after(() => mock.close())
  const browser = await openBrowser(t)
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.goto(`http://127.0.0.1:${mock.port}/?lang=zh`)
  const shows = (value) => page.waitForFunction((v) => document.querySelector('[data-test=valid]')?.getAttribute('data-value') === String(v), value, { polling: 20 })
  await shows(36)
  await page.waitForSelector('[data-test=map] path')
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')

  const today = mock.town.today()
  const counts = { ...mock.town.counts('wuzhen', today), today: true }
  const grids = mock.town.grids('wuzhen', today)
  const feed = mock.town.feed('wuzhen', today)
  /** One report more, somewhere: figures every time, lists at a fifth of the pace, as a gateway sends them. */
  function update(n) {
    const grid = grids.grids[n % grids.grids.length]
    grid.validReports++
    grid.version++
    counts.validReports++
    counts.openedIssues += n % 2
    counts.byCategory[`kind/${n % 40}`] = (counts.byCategory[`kind/${n % 40}`] ?? 0) + 1
    counts.children[n % counts.children.length].validReports++
    counts.version = grids.version = feed.version = 10_000 + n
    const item = { key: `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`, category: `kind/${n % 40}`, gridCode: grid.code, observedAt: new Date().toISOString() }
    feed.items = [item, ...feed.items].slice(0, 20)
    mock.tell('counts', { ...counts, at: item.observedAt })
    if (n % 5 === 0) {
      mock.tell('grids', grids)
      mock.tell('feed', feed)
    }
  }
  let n = 0
  async function updates(many) {
    for (const end = n + many; n < end; ) {
      for (let i = 0; i < BURST; i++) update(++n)
      await shows(counts.validReports)
    }
  }

  await t.test(`after ${UPDATES} updates`, async () => {
    await updates(WARM)
    const before = await measure(session)
    const began = performance.now()
    await updates(UPDATES)
    const after = await measure(session)
    console.log(`${UPDATES} updates in ${((performance.now() - began) / 1000).toFixed(1)} s; marks on the map: ${await page.locator('[data-test=pulse]').count()}`)
    assertSteady('updates', before, after)
  })

  await t.test(`after ${SWITCHES} regions`, async () => {
    const codes = (await page.locator('[data-test=child]').evaluateAll((all) => all.map((e) => e.dataset.code))).concat('wuzhen')
    const show = async (code) => {
      await page.evaluate((c) => {
        history.replaceState(null, '', `/wall/${c}?lang=zh`)
        dispatchEvent(new PopStateEvent('popstate'))
      }, code)
      // What a wait returns is held by the debugger: a truth, not an element.
      const there = (c) => document.querySelector('[data-test=wall]')?.dataset.region === c && !!document.querySelector('[data-test=valid]') && !!document.querySelector('[data-test=map] path')
      await page.waitForFunction(there, code, { polling: 20 })
    }
    for (const code of codes) await show(code)
    const before = await measure(session)
    for (let i = 0; i < SWITCHES; i++) await show(codes[(i * 7) % codes.length])
    await show('wuzhen')
    assertSteady('regions', before, await measure(session))
  })

  assert.deepEqual(errors, [])
})
