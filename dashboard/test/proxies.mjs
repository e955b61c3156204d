// The pages behind what stands between a town and its screens: below a path, without WebSocket, with event streams held
// back, without the hub at all. Wants the built page and the browser of tests/e2e.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from '../../tests/e2e/support/browser.mjs'
import { counted, mark, openPage, says } from './browser.mjs'

test('behind proxies', { timeout: 240_000 }, async (t) => {
  const browser = await openBrowser(t)
  const errors = []
  const open = (path, proxy, more = {}) => openPage(browser, path, { proxy, errors, ...more })
  const transport = (server) => [...server.hub.clients][0]?.transport

  for (const path of ['/', '/wall/330483100003?lang=en', '/wall/330483100003/', '/wall/nowhere', '/admin'])
    await t.test(`${path} works below a path that is taken off`, async () => {
      const { page, strangers, becomes, close } = await open(path, { prefix: '/rg' })
      if (path === '/wall/nowhere') await page.waitForSelector(mark('problem'))
      else await becomes(mark('state'), 'data-state', 'live')
      assert.deepEqual(strangers, [])
      await close()
    })

  await t.test('links stay below the path, and what they lead to can be loaded anew', async () => {
    const { page, origin, strangers, becomes, close } = await open('/?lang=en', { prefix: '/town/hall' })
    await page.locator(mark('child')).first().click()
    await page.waitForURL(`${origin}/town/hall/wall/*`)
    await becomes(mark('state'), 'data-state', 'live')
    await page.reload()
    await becomes(mark('state'), 'data-state', 'live')
    await page.locator(mark('up')).click()
    await becomes(mark('wall'), 'data-region', 'wuzhen')
    await page.goBack()
    await page.waitForURL(`${origin}/town/hall/wall/330483100002?*`)
    await becomes(mark('wall'), 'data-region', '330483100002')
    assert.deepEqual(strangers, [])
    await close()
  })

  for (const [name, proxy, wanted] of [
    ['everything', {}, 'WebSockets'],
    ['no WebSocket', { sockets: false }, 'ServerSentEvents'],
    ['event streams only at their end', { sockets: false, streams: 'hold' }, 'LongPolling'],
    ['the head of event streams', { sockets: false, streams: 'head' }, 'LongPolling'],
  ])
    await t.test(`a proxy that passes ${name} leaves the wall live by ${wanted}`, async () => {
      const { page, server, becomes, close } = await open('/', proxy)
      await becomes(mark('state'), 'data-state', 'live')
      assert.equal(transport(server), wanted)
      server.report()
      await becomes(mark('valid'), 'data-value', '37')
      assert.equal(await page.locator(mark('notice')).count(), 0)
      await close()
    })

  await t.test('without the hub the figures are asked for, and the screen says why', async () => {
    const { page, server, becomes, close } = await open('/?lang=en', { hub: false })
    await becomes(mark('valid'), 'data-value', '36')
    await becomes(mark('state'), 'data-state', 'asked')
    await counted(page, mark('feed-item'), 20)
    server.report()
    await becomes(mark('valid'), 'data-value', '37')
    await page.waitForSelector(`${mark('notice')}[data-barred=true]`, { timeout: 20_000 })
    await says(page, mark('notice'), /server answers, but its live channel .* does not reach this screen/)
    server.down(true)
    await becomes(mark('state'), 'data-state', 'disconnected')
    await says(page, mark('notice'), /Connection lost/)
    await close()
  })

  await t.test('without the hub administration goes on by HTTP', async () => {
    const { page, server, becomes, close } = await open('/admin?lang=en', { hub: false })
    await becomes(mark('state'), 'data-state', 'asked')
    const [grid] = server.house.placement().grids
    const other = grid.silo === 'silo-3' ? 'silo-2' : 'silo-3'
    server.house.move({ grid: grid.code, silo: other, pin: true, by: 'another' })
    await becomes(`${mark('grid-chip')}[data-code="${grid.code}"]`, 'data-silo', other)
    await counted(page, `${mark('drain')}:enabled`, 4)
    await close()
  })

  assert.deepEqual(errors, [])
})
