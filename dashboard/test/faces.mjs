// What the desk, a resident's slip and everybody's page and the programmes do with a server's answers that docs/loop.md names, against a stand-in that gives them:
// the desk's own line, who else is here, calls and visits, and the slip of paper. The main road over the real server is
// tests/e2e/faces.test.mjs. Wants the built page and the browser of tests/e2e.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { openBrowser } from '../../tests/e2e/support/browser.mjs'
import { mark, openPage, says } from './browser.mjs'
import { shot } from './given.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const CODE = '7K3P-9XQ2-M4TB-0WEC'

const line = (n, more = {}) => ({
  issueId: `G.${n}`, version: 3, gridCode: '330483100003001', gridName: '银杏社区第1网格', category: 'facility/lamp', stage: 'routed', openedAt: '2016-06-13T01:00:00Z', due: '2016-06-13T09:00:00Z', overdue: false,
  holder: '330483100003', supervisor: '330483100', size: '', urgency: 'normal', card: '', ...more,
})
const fileOf = (issue) => ({
  issue, answerable: issue.gridCode, ending: '', answers: 0, answeredAt: null, acceptedAt: null, closedAt: null, clocks: [], reports: [{ reportId: 'r', text: '路灯不亮', photos: [] }],
  history: [{ seq: 1, what: 'opened', at: issue.openedAt, by: '', byUnit: '', stage: 'open', text: null, photos: null }], contentWithheld: false,
})

test('the faces', { timeout: 120_000 }, async (t) => {
  const browser = await openBrowser(t)
  const errors = []
  async function clean(page, where) {
    await page.evaluate(axe)
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
    assert.deepEqual(violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${where}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`), [])
  }
  /** A page whose calls below `api/v1/` are answered by `answers`: path to (body) => [status, answer]. */
  async function open(path, answers, more = {}) {
    const asked = []
    const opened = await openPage(browser, '/favicon.svg', { errors, mock: { at: '2016-06-13T08:40:00Z' }, ...more })
    await opened.page.route('**/api/v1/**', async (route) => {
      const request = route.request()
      const at = new URL(request.url()).pathname.split('/api/v1/')[1]
      const answer = answers[`${request.method()} ${at}`]
      if (!answer) return route.continue()
      const body = request.postDataJSON()
      asked.push({ at, body })
      const [status, json] = await answer(body)
      if (status === 0) return route.abort()
      await route.fulfill({ status, json })
    })
    await opened.page.goto(`${opened.origin}${path}`)
    return { ...opened, asked }
  }

  await t.test('a slip shows what became of the report, and its code stays out of the address', async () => {
    let state = 'answered'
    const view = () => [200, {
      reportId: 'r', gridName: '银杏社区第1网格', category: 'facility/lamp', state, at: '2016-06-13T01:00:00Z', issueId: 'G.1', version: 4, asked: null,
      answer: { number: 1, ending: 'resolved', declinedFor: '', at: '2016-06-13T08:00:00Z', text: '已换灯泡', photos: ['a'] },
    }]
    const { page, asked, close } = await open(`/r#${CODE.toLowerCase()}`, {
      'POST receipts/view': view,
      'POST receipts/steps': (body) => (body.step === 'rate' ? [409, { error: { code: 'rated_before', message: 'This report has rated this answer.', messageZh: '该报告已对此次答复评价。' } }] : ((state = 'accepted'), [200, { issueId: 'G.1', version: 5, stage: 'accepted', changed: true }])),
    }, { size: [390, 844] })
    await page.waitForSelector(`${mark('slip')}[data-state=answered]`)
    assert.equal(await page.locator(mark('answer')).innerText(), '已换灯泡')
    assert.equal(new URL(page.url()).hash, '')
    assert.deepEqual(asked[0], { at: 'receipts/view', body: { code: CODE } })
    await clean(page, 'slip')
    await page.click(mark('rate-5'))
    await says(page, mark('wrong'), /已对此次答复评价/)
    await page.click(mark('reopen'))
    await page.fill(mark('words'), '又不亮了')
    await page.click(mark('reopen-send'))
    await page.waitForSelector(`${mark('slip')}[data-state=accepted]`)
    const sent = asked.filter((one) => one.at === 'receipts/steps').map((one) => one.body)
    assert.deepEqual(sent.map(({ step, code, version, text, score }) => [step, code, version, text ?? score]), [['rate', CODE, 0, 5], ['reopen', CODE, 0, '又不亮了']])
    assert.notEqual(sent[0].commandId, sent[1].commandId)
    await close()
  })

  await t.test('a slip whose line is cut keeps what was written and sends the same once more', async () => {
    let cut = true
    const { page, asked, close } = await open('/r', {
      'POST receipts/view': (body) => (body.code === CODE
        ? [200, { reportId: 'r', gridName: 'G', category: 'facility/lamp', state: 'asked', at: '2016-06-13T01:00:00Z', issueId: 'G.1', version: 4, answer: null, asked: { text: '在桥的哪一侧？', until: '2016-06-15T01:00:00Z' } }]
        : [404, { error: { code: 'receipt_unknown', message: 'no', messageZh: '无' } }]),
      'POST receipts/steps': () => (cut ? [0] : [200, { issueId: 'G.1', version: 5, stage: 'open', changed: true }]),
    }, { size: [390, 844] })
    await page.click(mark('look'))
    await says(page, mark('wrong'), /请输入/)
    await page.fill(mark('code'), 'ABCD-EFGH')
    await page.click(mark('look'))
    await page.waitForFunction((s) => document.querySelector(s).textContent.includes('没有这个编号'), mark('wrong'))
    await page.fill(mark('code'), CODE.replaceAll('-', ' - '))
    await page.click(mark('look'))
    await page.fill(mark('words'), '东侧')
    await page.click(mark('reply'))
    await page.waitForFunction((s) => document.querySelector(s)?.textContent.includes('没有应答'), mark('wrong'))
    assert.equal(await page.inputValue(mark('words')), '东侧')
    cut = false
    await page.click(mark('reply'))
    await page.waitForSelector(mark('said'))
    const ids = asked.filter((one) => one.at === 'receipts/steps').map((one) => one.body.commandId)
    assert.deepEqual([ids.length, new Set(ids).size], [2, 1])
    await close()
  })

  const TOLD = { 'GET about': () => [200, { product: 'RealtimeGov', version: '1.0.0', demo: false, open: false, residents: true, now: '2016-06-13T08:40:00Z' }] }

  await t.test('somebody without an account tells one thing, once, and gets a slip', async () => {
    let cut = true
    const { page, asked, close } = await open('/public', {
      ...TOLD,
      'POST public/reports': (body) => (cut ? [0] : [200, { reportId: body.reportId, gridCode: body.gridCode, receiptCode: CODE }]),
    }, { size: [390, 844] })
    await page.click(mark('send'))
    await says(page, mark('wrong'), /请写下/)
    await page.fill(mark('text'), '桥头路灯不亮')
    await page.click(mark('send'))
    await says(page, mark('wrong'), /请选择地点/)
    await clean(page, 'public')
    await page.selectOption(mark('village'), '330483100003')
    await page.selectOption(mark('grid'), '330483100003001')
    await page.click(mark('send'))
    await page.waitForFunction((s) => document.querySelector(s)?.textContent.includes('没有应答'), mark('wrong'))
    // A page that is loaded anew in between has lost nothing either.
    await page.reload()
    assert.equal(await page.inputValue(mark('text')), '桥头路灯不亮')
    cut = false
    await page.click(mark('send'))
    await page.waitForSelector(mark('taken'))
    assert.equal(await page.locator(mark('code')).innerText(), CODE)
    const sent = asked.filter((one) => one.at === 'public/reports').map((one) => one.body)
    assert.deepEqual([sent.length, new Set(sent.map((one) => `${one.reportId} ${one.observedAt}`)).size, sent[1].gridCode], [2, 1, '330483100003001'])
    await clean(page, 'taken')
    await close()
  })

  await t.test('everybody sees what is in hand, by place and category, and no words, and reports from where they stand', async () => {
    const { page, asked, close } = await open('/public?lang=en#open', {
      ...TOLD,
      'GET public/issues': () => [200, { region: '', issues: [{ gridCode: '330483100003001', gridName: '银杏社区第1网格', category: 'facility/lamp', stage: 'handling', day: '2016-06-12' }], more: false }],
      'POST public/reports': (body) => [200, { reportId: body.reportId, gridCode: 'G', receiptCode: CODE }],
    }, { size: [390, 844] })
    await page.waitForSelector(`${mark('in-hand')}[data-lines="1"]`)
    await says(page, mark('in-hand'), /In hand/)
    await clean(page, 'in hand')
    await page.click(mark('tab-tell'))
    // Where one stands is enough of a place, and a village that is chosen afterwards goes before it.
    await page.context().grantPermissions(['geolocation'])
    await page.context().setGeolocation({ latitude: 30.745, longitude: 120.487, accuracy: 12 })
    await page.fill(mark('text'), 'A lamp is out')
    await page.click(mark('here'))
    await page.waitForFunction((s) => document.querySelector(s).textContent.includes('12 m'), mark('tell'))
    await page.click(mark('send'))
    await page.waitForSelector(mark('taken'))
    const { location, gridCode } = asked.at(-1).body
    assert.deepEqual([location.latitude, location.longitude, gridCode], [30.745, 120.487, undefined])
    await close()
  })

  await t.test('a town that takes none says whom to tell', async () => {
    const { page, close } = await open('/public', {}, { size: [390, 844] })
    await page.waitForSelector(mark('off'))
    await close()
  })

  await t.test('a programme is taken part in by a form that its kind describes, and what is refused is said and sent anew', async () => {
    const field = (name, type, zh, needed) => ({ field: name, type, en: name, zh, needed, choices: [] })
    const kind = {
      kind: 'posts', en: 'Posts', zh: '公开认岗', states: [{ name: 'open', en: 'open', zh: '可认领' }], figures: [{ name: 'taken', en: 'Taken', zh: '已认领' }], columns: [{ name: 'places', en: 'Places', zh: '名额' }],
      define: { action: 'define', en: 'Define', zh: '设立', runs: true, hasItem: false, fields: [field('title', 'title', '名称', true)] },
      actions: [{ action: 'claim', en: 'Claim', zh: '认领', runs: false, hasItem: true, fields: [field('person', 'person', '认领人', true)] }],
    }
    const programme = { kind: 'posts', id: 'x', title: '先锋岗位', region: '330483100003', state: '', version: 3, figures: { taken: 1 }, overdue: 0, text: null, runs: true }
    const item = { item: 'p1', part: '', title: '河道巡查岗', region: '330483100003', state: 'open', people: [], peopleCount: 1, from: null, until: null, due: null, overdue: false, numbers: { places: 2 }, days: {}, words: {}, text: null, version: 2 }
    let [full, gone] = [true, false]
    const { page, origin, asked, close } = await open('/desk/programmes/posts/x', {
      'GET session': () => [200, { kind: 'person', id: 'shen', name: '沈燕', roles: [], permissions: ['ReadProgrammes', 'RunProgrammes'] }],
      'GET programmes': () => [200, [kind]],
      'GET programmes/posts': () => (gone ? [0] : [200, { programmes: [programme], next: null }]),
      'GET programmes/posts/x': () => [200, programme],
      'GET programmes/posts/x/items': () => [200, { items: [item], next: null }],
      'POST programmes/posts/x/actions/claim': () => (full ? [409, { error: { code: 'post_full', message: 'It is full.', messageZh: '岗位已认满。' } }] : [200, { changed: true, version: 4 }]),
    }, { size: [1366, 768] })
    await page.waitForSelector(`${mark('item')}[data-id=p1]`)
    await says(page, `${mark('item')}[data-id=p1]`, /1 人/)
    await clean(page, 'programmes')
    // On paper there is the sheet for the board alone, with its code and its last day.
    assert.equal(await page.isVisible(mark('board')), false)
    await page.emulateMedia({ media: 'print' })
    const board = await page.locator(mark('board')).innerText()
    assert.match(board, /先锋岗位[^]*公示至[^]*河道巡查岗/)
    assert.doesNotMatch(board, /1 人/)
    assert.deepEqual([await page.isVisible(`${mark('board')} ${mark('qr')}`), await page.isVisible(mark('figures')), await page.isVisible('nav')], [true, false, false])
    await page.emulateMedia({ media: 'screen' })
    await page.click(mark('action-claim'))
    await page.click(mark('take'))
    await page.waitForFunction((s) => document.querySelector(s).textContent.includes('请填写此项'), mark('act-form'))
    await page.fill(`input${mark('field-item')}, ${mark('field-item')} input`, 'p1')
    await page.fill(`input${mark('field-person')}, ${mark('field-person')} input`, 'lu')
    await page.click(mark('take'))
    await page.waitForFunction((s) => document.querySelector(s)?.textContent.includes('已认满'), mark('problem'))
    full = false
    await page.click(mark('take'))
    await page.waitForSelector(mark('done'))
    const sent = asked.filter((one) => one.at.endsWith('/claim')).map((one) => one.body)
    assert.deepEqual(sent.map(({ item, person }) => [item, person]), [['p1', 'lu'], ['p1', 'lu']])
    assert.notEqual(sent[0].commandId, sent[1].commandId)
    // What cannot be read is said, and nothing is shown in its place.
    gone = true
    await page.goto(`${origin}/desk/programmes/posts`)
    await page.waitForSelector(mark('cut'))
    await close()
  })

  await t.test('codes for judging are printed as slips and shown once, and a household judges with one', async () => {
    const word = (name, zh) => ({ name, en: name, zh })
    const kind = {
      kind: 'stars', en: 'Stars', zh: '网格星级', states: [word('published', '已公布'), word('open', '收集中')], figures: [word('codes', '已发评议码')], columns: [word('stars', '星级'), word('inputs', '评定项与权重')],
      define: { action: 'define', en: 'Define', zh: '设立', runs: true, hasItem: false, fields: [] }, actions: [],
    }
    const programme = { kind: 'stars', id: 'x', title: '网格星级', region: '330483100003', state: 'open', version: 3, figures: { codes: 2 }, overdue: 0, text: null, runs: true }
    const item = (item, state, stars) => ({ item, part: 'star', title: item, region: '330483100003001', state, people: [], peopleCount: 0, from: null, until: null, due: null, overdue: false, numbers: stars ? { stars } : {}, days: {}, words: { inputs: '走访 18/20 ×50' }, text: null, version: 2 })
    const { page, asked, close } = await open('/desk/programmes/stars/x', {
      'GET session': () => [200, { kind: 'person', id: 'shen', name: '沈燕', roles: [], permissions: ['ReadProgrammes', 'RunProgrammes'] }],
      'GET programmes': () => [200, [kind]],
      'GET programmes/stars': () => [200, { programmes: [programme], next: null }],
      'GET programmes/stars/x': () => [200, programme],
      'GET programmes/stars/x/items': () => [200, { items: [item('2026:g1', 'published', 5), item('g1.2027-1', 'open')], next: null }],
      'POST programmes/stars/x/codes': (body) => [200, { codes: Array.from({ length: body.count }, (_, n) => `AAAA-BBBB-CCCC-000${n}`) }],
    }, { size: [1366, 768] })
    await page.evaluate(() => (window.print = () => undefined))
    await page.fill(mark('slip-grid'), 'g1')
    await page.fill(mark('slip-half'), '2026-1')
    await page.fill(mark('slip-count'), '2')
    await page.click(mark('slip-print'))
    await page.waitForSelector(mark('slips'))
    assert.deepEqual(asked.filter((one) => one.at.endsWith('/codes')).map((one) => one.body), [{ grid: 'g1', half: '2026-1', count: 2 }])
    assert.equal(await page.locator(`${mark('slips')} ${mark('qr')}`).count(), 2)
    await clean(page, 'stars')
    await shot(page, 'stars')
    // On paper there are the slips, and of the board's items what is published.
    await page.emulateMedia({ media: 'print' })
    assert.match(await page.locator(mark('slips')).innerText(), /AAAA-BBBB-CCCC-0001/)
    const board = await page.locator(mark('board')).innerText()
    assert.match(board, /2026:g1[^]*走访 18\/20/)
    assert.doesNotMatch(board, /2027/)
    await close()

    let cut = true
    const judge = await open('/judge?of=x#AAAA-BBBB-CCCC-0000', { 'POST public/judgements': () => (cut ? [0] : [200, { changed: true }]) }, { size: [390, 844] })
    assert.equal(await judge.page.inputValue(mark('code')), 'AAAA-BBBB-CCCC-0000')
    assert.doesNotMatch(judge.page.url(), /AAAA/) // the history of a shared telephone keeps no code
    await clean(judge.page, 'judge')
    await shot(judge.page, 'judge')
    await judge.page.click(mark('rate-4'))
    await judge.page.waitForFunction((s) => document.querySelector(s)?.textContent.includes('没有应答'), mark('wrong'))
    cut = false
    await judge.page.click(mark('rate-4'))
    await judge.page.waitForSelector(mark('said'))
    assert.deepEqual(judge.asked.filter((one) => one.at === 'public/judgements').map((one) => one.body.level), [4, 4])
    await judge.close()
  })

  await t.test('a board tells what a place has in hand, and neither a number, an hour nor who reported', async () => {
    for (const [name, size] of [['wide', [1920, 1080]], ['phone', [390, 844]]]) {
      const { page, close } = await open('/desk/boards', {
        'GET session': () => [200, { kind: 'person', id: 'shen', name: '沈燕', roles: [], permissions: ['ReadIssues'] }],
        'GET units': () => [200, []],
        'GET desk/queue': () => [200, { region: '', issues: [line(7), line(8, { holder: '', due: null })], next: null }],
      }, { size })
      await page.waitForSelector(mark('line'))
      await clean(page, `boards ${name}`)
      await shot(page, `boards-${name}`)
      await page.emulateMedia({ media: 'print' })
      const board = await page.locator('main').innerText()
      assert.match(board, /公示至/)
      assert.doesNotMatch(board, /G\.\d|\d\d:\d\d/)
      await page.emulateMedia({ media: 'screen' })
      await page.selectOption(mark('sheet'), 'steward')
      assert.match(await page.locator(mark('board')).innerText(), /姓名[^]*____/)
      await shot(page, `card-${name}`)
      await close()
    }
  })

  /** A signed-in dispatcher's desk over a queue that the test changes. */
  const deskOf = (state, more = {}) => ({
    'GET session': () => [200, { kind: 'person', id: 'shen', name: '沈燕', roles: [{ role: 'dispatcher', region: '330483100', unit: '' }], permissions: ['ReadIssues', 'ReadContent', 'Dispatch', 'ReportOnBehalf'] }],
    'GET units': () => [200, []],
    'GET people': () => [200, [{ id: 'lu', name: '陆平', grants: [] }]],
    'GET desk/queue': () => [200, { region: '330483100', issues: state.lines, next: null }],
    'GET desk/issues/G.1': () => [200, fileOf(state.lines[0])],
    'GET issues/G.1': () => [200, { observedAt: '2016-06-13T01:00:00Z', placeUnsure: false, possibleDuplicates: ['G.9'], joinedReports: 1 }],
    ...more,
  })

  await t.test('the desk hears of a change by its own line, and says who else is here', async () => {
    const state = { lines: [line(1)] }
    const { page, server, close } = await open('/desk/G.1', deskOf(state), { size: [1366, 768] })
    await page.waitForSelector(`${mark('issue')}[data-version="3"]`)
    await page.waitForSelector(mark('view-all'))
    server.tell('presence', { issueId: 'G.1', people: [{ person: 'shen', name: '沈燕', since: '' }, { person: 'lu', name: '陆平', since: '' }] })
    await page.waitForFunction((s) => document.querySelector(s)?.textContent === '陆平 也在看', mark('others'))
    state.lines = [line(1, { version: 4, stage: 'handling' }), line(2, { urgency: 'critical' })]
    server.tell('issue', { ...state.lines[0], what: 'takenOver', by: 'lu', at: '2016-06-13T08:41:00Z' })
    await page.waitForSelector(`${mark('issue')}[data-version="4"][data-stage=handling]`, { timeout: 3_000 })
    await page.waitForSelector(`${mark('line')}[data-issue="G.2"]`, { timeout: 3_000 })
    assert.match(await page.locator(mark('heard')).textContent(), /新的紧急事件/)
    await clean(page, 'desk')
    await close()
  })

  await t.test('a call is taken down once, and whoever called gets a slip', async () => {
    const state = { lines: [line(1)] }
    let answers = 0
    const { page, asked, origin, close } = await open('/desk', deskOf(state, {
      'POST desk/intake': () => (++answers === 1 ? [0] : [200, { reportId: 'r', outcome: 'opened', issueId: 'G.3', gridCode: '330483100003001', receiptCode: CODE }]),
    }), { size: [1366, 768] })
    await page.click(mark('intake-open'))
    await page.click(mark('intake-send'))
    await page.waitForFunction(() => document.querySelectorAll('dialog .el-form-item__error').length === 2)
    await clean(page, 'a call')
    await page.click(mark('intake-grid'))
    await page.keyboard.type('银杏社区第1')
    await page.keyboard.press('Enter')
    await page.fill('dialog textarea', '桥头井盖松动')
    await page.click(mark('intake-send'))
    await page.waitForSelector(`dialog ${mark('refused')}`)
    assert.equal(await page.inputValue('dialog textarea'), '桥头井盖松动')
    await page.click(mark('intake-send'))
    await page.waitForSelector(`dialog ${mark('slip')}[data-code="${CODE}"]`)
    const sent = asked.filter((one) => one.at === 'desk/intake').map((one) => one.body)
    assert.deepEqual([sent.length, new Set(sent.map((one) => one.reportId)).size, sent[1].gridCode, sent[1].origin], [2, 1, '330483100003001', 'telephone'])
    await says(page, `dialog ${mark('slip')}`, new RegExp(`${origin}/r`))
    await page.emulateMedia({ media: 'print' })
    assert.ok(await page.locator(`dialog ${mark('slip')}`).isVisible())
    assert.equal(await page.locator(mark('print')).isVisible(), false)
    assert.equal(await page.locator(mark('queue')).isVisible(), false)
    await close()
  })

  assert.deepEqual(errors, [])
})
