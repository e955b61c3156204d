// The wall's replay in a real browser, against the mock: what the number was before a report and after it, that nothing live
// stands beside it, what it says when the server is away, and the way back. Wants the built page and the browser of tests/e2e.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { openBrowser } from '../../tests/e2e/support/browser.mjs'
import { counted, mark, openPage, says } from './browser.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const DAY = '2016-06-13'
const mock = { at: `${DAY}T08:40:00Z` } // 16:40 there
/** A minute of that day's clock, in ms since 1970. */
const at = (clock) => Date.parse(`${DAY}T${clock}:00+08:00`)

test('the replay', { timeout: 120_000 }, async (t) => {
  const browser = await openBrowser(t)
  const errors = []
  const open = (path, more = {}) => openPage(browser, path, { mock, errors, ...more })
  const shows = (opened, clock) => opened.becomes(mark('replay'), 'data-clock', clock)
  const valid = (opened) => opened.page.locator(mark('valid')).getAttribute('data-value').then(Number)

  await t.test('shows the number before a report and after it, and nothing that is of now', async () => {
    const opened = await open('/favicon.svg')
    const { page, server, becomes, close } = opened
    server.town.report(Date.parse(`${DAY}T10:05:30+08:00`), DAY)
    const truth = (clock) => server.town.counts('wuzhen', DAY, at(clock))
    assert.equal(truth('10:06').validReports, truth('10:05').validReports + 1)
    await page.goto(`${opened.origin}/?date=${DAY}&at=10:05`)
    await shows(opened, '10:05')
    await becomes(mark('valid'), 'data-value', String(truth('10:05').validReports))
    await says(page, mark('replay-date'), /2016 年 6 月 13 日 星期一/)
    await says(page, mark('replay-when'), /^10:05$/)
    await counted(page, mark('state'), 0)
    await counted(page, mark('clock'), 0)
    await counted(page, mark('compare'), 0)
    await becomes(mark('open-total'), 'data-value', String(truth('10:05').validReports)) // what had been reported, not what is open now
    const children = await page.locator(mark('child')).evaluateAll((all) => all.map((one) => [one.dataset.code, Number(one.dataset.value)]))
    assert.deepEqual(children.sort(), truth('10:05').children.map((c) => [c.code, c.validReports]).sort())
    assert.deepEqual(await page.locator(mark('feed-item')).evaluateAll((all) => all.map((one) => one.dataset.key)), server.town.feed('wuzhen', DAY, at('10:05')).items.map((item) => item.key))

    await page.locator(mark('replay-slider')).focus()
    await page.keyboard.press('ArrowRight')
    await shows(opened, '10:06')
    await becomes(mark('valid'), 'data-value', String(truth('10:06').validReports))
    await page.waitForFunction(() => new URL(location.href).searchParams.get('at') === '10:06') // it can be given to somebody
    server.report() // what comes now is none of it
    await page.keyboard.press('ArrowLeft')
    await shows(opened, '10:05')
    assert.equal(await valid(opened), truth('10:05').validReports)
    await page.locator(mark('replay-day')).fill('2016-06-12')
    await becomes(mark('replay-date'), 'datetime', '2016-06-12')
    await becomes(mark('valid'), 'data-value', String(server.town.counts('wuzhen', '2016-06-12').validReports))
    await page.locator(mark('replay-day')).fill(DAY)
    await becomes(mark('replay-date'), 'datetime', DAY)
    await page.locator(mark('replay-slider')).focus()
    await page.keyboard.press('End')
    await page.waitForFunction((s) => document.querySelector(s)?.dataset.clock.startsWith('16:4'), mark('replay')) // no further than now
    await close()
  })

  await t.test('plays, stands still while the server is away and says so, and goes back to live by one touch', async () => {
    const opened = await open(`/?date=${DAY}&at=09:00&lang=en`)
    const { page, server, becomes, close } = opened
    await shows(opened, '09:00')
    await page.locator(`${mark('replay-speed')}[data-speed="600"]`).click()
    await page.locator(mark('replay-play')).click()
    await page.waitForFunction((s) => document.querySelector(s)?.dataset.clock > '09:05', mark('replay'))
    await becomes(mark('replay'), 'data-playing', 'true')
    server.down(true)
    await says(page, mark('replay-trouble'), /The server cannot be reached\. The replay stands at \d\d:\d\d; trying again\./)
    const [stood, number] = [await page.locator(mark('replay')).getAttribute('data-clock'), await valid(opened)]
    assert.equal(number, server.town.counts('wuzhen', DAY, at(stood)).validReports)
    server.down(false)
    await counted(page, mark('replay-trouble'), 0)
    await page.locator(mark('replay-play')).click()
    await becomes(mark('replay'), 'data-playing', 'false')
    const end = await page.locator(mark('replay-slider')).inputValue()
    await page.waitForFunction(([s, minutes]) => document.querySelector(s)?.dataset.clock === `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`, [mark('replay'), Number(end)])
    await page.locator(mark('replay-back')).click()
    await becomes(mark('state'), 'data-state', 'live')
    await becomes(mark('valid'), 'data-value', String(server.town.counts('wuzhen', DAY).validReports))
    await counted(page, mark('replay'), 0)
    await page.locator(mark('replay-open')).click() // from the wall: the minute that it is
    await page.waitForFunction((s) => document.querySelector(s)?.dataset.clock.startsWith('16:4'), mark('replay'))
    await close()
  })

  for (const [lang, size] of [['zh', [1920, 1080]], ['en', [390, 844]]])
    await t.test(`is for everybody (${lang}, ${size[0]})`, async () => {
      const opened = await open(`/?date=${DAY}&at=11:30&lang=${lang}`, { size })
      const { page, close } = opened
      await shows(opened, '11:30')
      await page.waitForSelector(`${mark('map')} path`)
      await page.evaluate(axe)
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${n.any[0]?.message ?? ''}`).join(' | ')}`), [])
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing runs out to the side')
      await close()
    })

  assert.deepEqual(errors, [])
})
