// The steward's page against a stand-in: is it one of these? With SHOTS=FOLDER it leaves pictures. That it works without a network
// is tests/e2e/faces.test.mjs. Wants the built page and the browser of tests/e2e.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from '../../tests/e2e/support/browser.mjs'
import { mark, says } from './browser.mjs'
import { clean, openGiven, shot, shots } from './given.mjs'

const CATEGORIES = [['facility/lamp', '路灯', 'Street lamp'], ['environment/litter', '垃圾', 'Litter']].map(([code, zh, en]) => ({ code, names: { zh, en } }))
const near = (n, more = {}) => ({ issueId: `G.${n}`, gridCode: '330483100003001', gridName: '银杏社区第1网格', category: 'facility/lamp', stage: 'handling', openedAt: '2016-06-13T01:00:00Z', distanceM: 12 * n, ...more })

test('the steward’s page', { timeout: shots ? 300_000 : 120_000 }, async (t) => {
  const browser = await openBrowser(t)
  const errors = []
  const serverOf = (state) => ({
    'POST devices/enrol': () => [200, { device: 'd-1', steward: 's-1', token: 'secret' }],
    'GET categories': () => [200, CATEGORIES],
    'GET inbox': () => [200, { reports: [], next: null }],
    'GET inbox/nearby': (_, query, headers) => (assert.equal(headers.authorization, 'Bearer secret'), state.near(query)),
    'POST reports': (body) => [200, { reportId: body.reportId, outcome: body.joinsIssueId ? 'JOINED' : 'OPENED', issueId: body.joinsIssueId ?? 'G.9', reasons: [], gridCode: 'G', correctedMs: 0, countedOn: '2016-06-13', possibleDuplicates: [] }],
  })
  async function enrolled(state, path = '/steward', size = [390, 844]) {
    const opened = await openGiven(browser, `${path}#ABCDEF-12345678`, serverOf(state), { errors, size })
    await opened.page.click(mark('enrol-send'))
    await opened.page.waitForSelector(mark('compose'))
    await opened.page.waitForSelector(`${mark('category')} option[value="facility/lamp"]`, { state: 'attached' })
    return opened
  }
  const reports = (asked) => asked.filter((one) => one.at === 'reports').map((one) => one.body)
  async function write(page, text) {
    await page.fill(mark('text'), text)
    await page.selectOption(mark('category'), 'facility/lamp')
    await page.click(mark('send'))
  }

  await t.test('before another issue is opened it asks whether it is one of these, and the report joins the one that is named', async () => {
    const { page, asked, close } = await enrolled({ near: () => [200, { issues: [near(1), near(4, { stage: 'open', distanceM: null })] }] })
    await write(page, '桥东头路灯不亮')
    await page.waitForSelector(`${mark('near')}[data-issue="G.1"]`)
    assert.deepEqual(reports(asked), [])
    assert.equal(asked.find((one) => one.at === 'inbox/nearby').query.get('category'), 'facility/lamp')
    // It is on the phone all the while, and says that it waits for an answer.
    assert.equal(await page.locator(mark('item')).getAttribute('data-state'), 'asked')
    await says(page, mark('one-of-these'), /路灯[\s\S]*约 12 米[\s\S]*正在办理/)
    await clean(page, 'one of these')
    await shot(page, 'steward-near-zh-390')
    await page.click(`${mark('near')}[data-issue="G.1"]`)
    await page.waitForSelector(`${mark('item')}[data-state=sent]`)
    assert.deepEqual(reports(asked).map((one) => [one.text, one.joinsIssueId]), [['桥东头路灯不亮', 'G.1']])
    await page.waitForFunction((s) => document.querySelector(s)?.textContent.includes('同一件事'), mark('told'))
    await close()
  })

  await t.test('none of them is one press, and so is the key that goes back', async () => {
    const { page, asked, close } = await enrolled({ near: () => [200, { issues: [near(1)] }] })
    await write(page, '另一盏')
    await page.click(mark('near-none'))
    await page.waitForSelector(`${mark('item')}[data-state=sent]`)
    await write(page, '第三盏')
    await page.waitForSelector(mark('one-of-these'))
    await page.keyboard.press('Escape')
    await page.waitForFunction((s) => document.querySelectorAll(s).length === 2, `${mark('item')}[data-state=sent]`)
    assert.deepEqual(reports(asked).map((one) => one.joinsIssueId), [undefined, undefined])
    await close()
  })

  await t.test('a question that finds no answer, or whose page is closed over it, holds no report back', async () => {
    let cut = true
    const { page, asked, close } = await enrolled({ near: () => (cut ? [0] : [200, { issues: [near(1)] }]) })
    await write(page, '没有网络时的路灯')
    await page.waitForSelector(`${mark('item')}[data-state=sent]`)
    cut = false
    await write(page, '关掉页面的路灯')
    await page.waitForSelector(mark('near'))
    await page.reload()
    await page.waitForFunction((s) => document.querySelectorAll(s).length === 2, `${mark('item')}[data-state=sent]`)
    const sent = reports(asked)
    assert.deepEqual([sent.length, new Set(sent.map((one) => one.reportId)).size], [2, 2])
    await close()
  })

  await t.test('nothing is asked where neither place nor category says what to look for', async () => {
    const { page, asked, close } = await enrolled({ near: () => [200, { issues: [near(1)] }] })
    await page.fill(mark('text'), '有事')
    await page.click(mark('send'))
    await page.waitForSelector(`${mark('item')}[data-state=sent]`)
    assert.deepEqual(asked.filter((one) => one.at === 'inbox/nearby'), [])
    await close()
  })

  await t.test('somebody who walks away has answered: it is something new', async () => {
    const { page, asked, close } = await enrolled({ near: () => [200, { issues: [near(1)] }] })
    await page.clock.install()
    await write(page, '走开了的路灯')
    await page.waitForSelector(mark('near'))
    await page.clock.runFor(61_000)
    await page.waitForSelector(`${mark('item')}[data-state=sent]`)
    assert.deepEqual(reports(asked).map((one) => one.joinsIssueId), [undefined])
    await close()
  })

  if (shots)
    for (const [lang, width, height] of [['zh', 390, 844], ['en', 390, 844], ['en', 1366, 768]]) {
      const { page, close } = await enrolled({ near: () => [200, { issues: [near(1), near(2, { category: 'unclassified', stage: 'open' }), near(3, { distanceM: null })] }] }, `/steward?lang=${lang}`, [width, height])
      await shot(page, `steward-${lang}-${width}`)
      await write(page, lang === 'zh' ? '桥东头路灯不亮' : 'The lamp east of the bridge is out')
      await page.waitForSelector(mark('near'))
      await shot(page, `steward-asks-${lang}-${width}`)
      await close()
    }

  assert.deepEqual(errors, [])
})
