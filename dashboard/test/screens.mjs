// The pages at the sizes of telephones, portrait screens and walls: nothing lies over anything, and what is said is so.
// Wants the built page and the browser of tests/e2e.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from '../../tests/e2e/support/browser.mjs'
import { counted, mark, openPage, says } from './browser.mjs'

const PHONE = [390, 844]
/** Of a phone's first screen; the rest is for figures. */
const HEADER_SHARE = 0.16

// Runs in the page: parts that lie over one another, hold more than they have room for, or stand out of the screen.
function faults(selector) {
  const found = []
  const parts = [...document.querySelectorAll(selector)].filter((e) => e.getClientRects().length)
  const named = (e) => e.dataset.silo ?? e.className
  parts.forEach((a, i) => {
    const p = a.getBoundingClientRect()
    if (a.scrollHeight > a.clientHeight + 1 && getComputedStyle(a).overflowY === 'visible') found.push(`${named(a)} holds ${a.scrollHeight} in ${a.clientHeight}`)
    for (const b of parts.slice(i + 1)) {
      const q = b.getBoundingClientRect()
      if (a.contains(b) || b.contains(a)) continue
      if (p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 1 && q.top < p.bottom - 1) found.push(`${named(a)} lies over ${named(b)}`)
    }
  })
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`)
  return found
}

test('the screens', { timeout: 240_000 }, async (t) => {
  const browser = await openBrowser(t)
  const errors = []
  const open = (path, more) => openPage(browser, path, { errors, ...more })

  for (const size of [PHONE, [768, 1024], [1000, 700], [1100, 800], [1080, 1920], [1366, 768], [1920, 1080]])
    for (const scene of ['busy', 'empty', 'sf'])
      await t.test(`the wall's panels (${scene}) have room at ${size.join(' x ')}`, async () => {
        const { page, close } = await open('/?lang=en', { size, mock: { scene } })
        await page.waitForSelector(`${mark('map')} path.grid`)
        await page.waitForTimeout(300)
        assert.deepEqual(await page.evaluate(faults, 'header, .panel'), [])
        await close()
      })

  for (const size of [PHONE, [768, 1024], [1000, 700], [1366, 768]])
    await t.test(`administration has room at ${size.join(' x ')}`, async () => {
      const { page, server, close } = await open('/admin?lang=en', { size })
      await page.waitForSelector(mark('grid-chip'))
      const { grids } = server.house.placement()
      for (const [i, grid] of grids.slice(0, 20).entries()) server.house.move({ grid: grid.code, silo: `silo-${1 + (i % 4)}`, pin: true, by: 'Ada' })
      server.house.drain('silo-2', { by: 'Ada' })
      server.tellPlacement()
      await page.waitForSelector(`${mark('audit-line')}[data-action=drain]`)
      assert.deepEqual(await page.evaluate(faults, 'header.head > *, main > .tools > *, .silo, .silo > :not(.drop, .bar), .audit, .audit > *'), [])
      await close()
    })

  for (const path of ['/?lang=zh', '/?lang=en', '/wall/330483100003?lang=en&date=2016-06-13'])
    await t.test(`the header leaves a phone's screen to the figures (${path})`, async () => {
      const { page, close } = await open(path, { size: PHONE })
      await page.waitForSelector(mark('clock'))
      const height = await page.locator('header').first().evaluate((e) => e.getBoundingClientRect().height)
      assert.ok(height <= HEADER_SHARE * PHONE[1], `${height} px`)
      await close()
    })

  for (const lang of ['zh', 'en'])
    await t.test(`the number keeps clear of the line below (${lang})`, async () => {
      const { page, close } = await open(`/?lang=${lang}`)
      await page.waitForSelector(mark('valid'))
      // Figures stand on the baseline, which an empty inline block shows; under it the paint goes on by a hundredth or so.
      const gap = await page.evaluate(() => {
        const foot = document.createElement('i')
        foot.style.cssText = 'display:inline-block;width:0;height:0'
        document.querySelector('[data-test=valid]').append(foot)
        const base = foot.getBoundingClientRect().bottom
        foot.remove()
        return document.querySelector('.also').getBoundingClientRect().top - base
      })
      assert.ok(gap >= 12, `${gap} px`)
      await close()
    })

  await t.test('a storm without anything waiting is not called a delay', async () => {
    const { page, server, close } = await open('/?lang=en', { mock: { storm: true } })
    await page.waitForSelector(mark('storm'))
    server.intake({ storm: true, waiting: 0, lagMs: 0, retryPerSecond: 0 })
    await page.waitForSelector(`${mark('storm')}[data-waiting="0"]`)
    const said = await page.locator(mark('storm')).innerText()
    assert.doesNotMatch(said, /delay|oldest/)
    assert.match(said, /none waits/)
    await close()
  })

  await t.test('the map says what a shade is of', async () => {
    const town = await open('/?lang=en')
    await town.page.waitForSelector(mark('shaded-by'))
    await says(town.page, mark('map'), /82 grids · shaded by village/)
    await town.close()
    const village = await open('/wall/330483100003?lang=en')
    await village.page.waitForSelector(mark('shaded-by'))
    await says(village.page, mark('map'), /5 grids · shaded by grid/)
    await village.close()
  })

  await t.test('the demo town has English names, and Chinese ones in Chinese', async () => {
    const { page, close } = await open('/?lang=en')
    await page.waitForFunction(() => /Guesthouses/.test(document.querySelector('[data-test=trade]')?.textContent ?? ''))
    const names = () => page.locator(`${mark('trade')}, ${mark('child')} .name, ${mark('feed-item')}`).allInnerTexts()
    assert.deepEqual((await names()).filter((n) => /\p{Script=Han}/u.test(n)), [])
    await page.locator(mark('language')).click()
    await page.waitForFunction(() => document.querySelector('[data-test=trade]')?.textContent.includes('民宿'))
    await close()
  })

  await t.test('administration without its server calls no silo live and orders nothing', async () => {
    const { page, server, becomes, close } = await open('/admin?lang=en')
    await becomes(mark('state'), 'data-state', 'live')
    await counted(page, `${mark('drain')}:enabled`, 4)
    server.down(true)
    await becomes(mark('state'), 'data-state', 'disconnected')
    assert.deepEqual(await page.locator('.silo .state').allInnerTexts(), Array(4).fill('unknown, last: live'))
    assert.equal(await page.locator(`.silo :is(button[data-test=drain], input):enabled, ${mark('plan-ask')}:enabled`).count(), 0)
    await page.locator(mark('grid-chip')).first().click()
    assert.equal(await page.locator(mark('menu')).count(), 0)
    server.down(false)
    await becomes(mark('state'), 'data-state', 'live')
    await counted(page, `${mark('drain')}:enabled`, 4)
    await close()
  })

  assert.deepEqual(errors, [])
})
