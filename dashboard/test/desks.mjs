// The desk's other pages and what many issues at once come to, against a stand-in that gives the answers that docs/loop.md names:
// marks and batches, saved filters, the export, what was solved on the spot, figures, the hand-over and the town's phrases. With SHOTS=FOLDER it
// leaves pictures of each. Wants the built page and the browser of tests/e2e.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { openBrowser } from '../../tests/e2e/support/browser.mjs'
import { counted, mark, openPage, says } from './browser.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = process.env.SHOTS
if (shots) mkdirSync(shots, { recursive: true })
const GRIDS = ['330483100003001', '330483100003002', '330483100204001']
const KINDS = ['facility/lamp', 'environment/litter', 'water/ditch', 'road/pothole']

const CATEGORIES = [
  ['facility', '公用设施', 'Public facilities'], ['facility/lamp', '路灯', 'Street lamp'], ['environment', '市容环境', 'Public space'], ['environment/litter', '垃圾', 'Litter'], ['water', '河道水利', 'Rivers'], ['water/ditch', '沟渠', 'Ditch'], ['road', '道路交通', 'Roads'], ['road/pothole', '路面坑洼', 'Pothole'],
].map(([code, zh, en]) => ({ code, names: { zh, en } }))

const line = (n, more = {}) => ({
  issueId: `G.${n}`, version: 3, gridCode: GRIDS[n % 3], gridName: '银杏社区第1网格', category: KINDS[n % 4], stage: 'open', openedAt: '2016-06-13T01:00:00Z', due: '2016-06-13T09:00:00Z', overdue: false,
  holder: '', supervisor: '330483100', size: '', urgency: 'normal', card: '', ...more,
})
const busyLines = () => [
  line(1, { overdue: true, due: '2016-06-13T07:10:00Z', card: 'red' }), line(2, { urgency: 'critical', stage: 'handling', holder: '330483100003' }), line(3, { card: 'yellow', due: '2016-06-13T08:55:00Z' }),
  line(4, { stage: 'answered', holder: '330483100204' }), line(5, { stage: 'asked' }), line(6), line(7, { stage: 'routed', holder: '330483100003' }), line(8, { stage: 'answered' }),
]
const recorded = (n) => ({
  reportId: `00000000-0000-0000-0000-00000000000${n}`, gridCode: GRIDS[n % 3], gridName: '银杏社区第1网格', category: KINDS[n % 4], date: '2016-06-13', observedAt: `2016-06-13T0${n}:10:00Z`, receivedAt: `2016-06-13T0${n}:10:05Z`,
  text: ['桥头路灯已换灯泡，当场已处理', '垃圾已清走，当场已处理', '再去看时已经没有了'][n % 3], photos: [],
})
const figures = (n) => ({
  region: '330483100', from: '2016-06-13', until: '2016-06-19', asOf: '2016-06-13T08:40:00Z', opened: 40 * n, declined: 2 * n, accepted: 36 * n, closed: 27 * n, due: 20 * n, closedOfDue: 18 * n, onTimeOfDue: 17 * n, onTime: 25 * n, onTimeRaw: 23 * n, overdueOpen: 2 * n,
  solvedByFinder: 4 * n, closedWhereItArose: 22 * n, handedUp: 3 * n, closedAfterHandUp: 2 * n, returned: n, reopened: n, yellowCards: 5 * n, redCards: 2 * n, ratings: 12 * n, satisfied: 11 * n, closureOfAccepted: n ? 0.75 : null, closureOfDue: n ? 0.9 : null, onTimeRateOfDue: n ? 0.85 : null,
  onTimeRate: n ? 25 / 29 : null, onTimeRateRaw: n ? 23 / 29 : null, shareSolvedByFinder: n ? 4 / 36 : null, shareClosedWhereItArose: n ? 22 / 27 : null, satisfaction: n ? 11 / 12 : null, response: { count: n, p50S: n ? 1_560 : null, p90S: n ? 7_000 : null }, timeToClose: { count: n, p50S: n ? 190_000 : null, p90S: n ? 400_000 : null },
})
const PHRASES = [{ step: '', name: '收到', text: '已收到，正在核实。', language: 'zh' }, { step: 'feedBack', name: '修好了', text: '已修复，感谢反映。', language: 'zh' }, { step: 'feedBack', name: 'Repaired', text: 'It has been repaired. Thank you.', language: 'en' }]

test('the desk at work', { timeout: shots ? 1_500_000 : 300_000 }, async (t) => {
  const browser = await openBrowser(t)
  const errors = []
  async function clean(page, where) {
    await page.evaluate(axe)
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
    assert.deepEqual(violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${where}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`), [])
  }
  const answers = (state) => ({
    'GET session': () => [200, { kind: 'person', id: 'shen', name: '沈燕', roles: [{ role: 'dispatcher', region: '330483100', unit: '' }], permissions: ['ReadIssues', 'ReadContent', 'Dispatch', 'Verify', 'ReportOnBehalf', 'ReadFigures', ...(state.permissions ?? [])] }],
    'GET units': () => [200, []],
    'GET people': () => [200, []],
    'GET categories': () => [200, CATEGORIES],
    'GET settings': () => [200, { templates: { templates: state.phrases ?? PHRASES, setBy: null } }],
    'GET desk/queue': (_, query) => (state.cut ? [0] : [200, { region: '330483100', issues: query.get('overdue') ? state.lines.filter((one) => one.overdue) : state.lines, next: null }]),
    'GET desk/recorded': () => (state.cut ? [0] : [200, { reports: state.reports ?? [], next: null }]),
    'GET figures': (_, query) => (state.cut ? [0] : [200, figures(state.none ? 0 : query.get('day') || query.get('category') ? 1 + ((query.get('day') ?? query.get('category')).length % 3) : 6)]),
    'GET figures/issues': (_, query) => [200, { figure: query.get('figure'), count: 2, next: null, issues: [1, 2].map((n) => ({ issueId: `G.${n}`, gridCode: GRIDS[n % 3], category: KINDS[n], openedAt: '2016-06-13T01:00:00Z', acceptedAt: '2016-06-13T01:20:00Z', answeredAt: null, closedAt: null, due: '2016-06-14T09:00:00Z', rawDue: '2016-06-13T09:00:00Z' })) }],
    ...state.answers,
  })
  async function open(path, state, more = {}) {
    const asked = []
    const opened = await openPage(browser, '/favicon.svg', { errors, size: [1366, 768], mock: { at: '2016-06-13T08:40:00Z' }, ...more })
    const given = answers(state)
    await opened.page.route('**/api/v1/**', async (route) => {
      const request = route.request()
      const url = new URL(request.url())
      const at = url.pathname.split('/api/v1/')[1]
      const answer = given[`${request.method()} ${at}`]
      if (!answer) return route.continue()
      const body = request.postDataJSON()
      asked.push({ at, body, query: url.searchParams })
      const [status, json, text] = await answer(body, url.searchParams)
      if (status === 0) return route.abort()
      await route.fulfill(text === undefined ? { status, json } : { status, body: text, contentType: 'text/csv' })
    })
    await opened.page.goto(`${opened.origin}${path}`)
    return { ...opened, asked }
  }

  await t.test('issues are marked by keyboard, take one step together, and each that is refused says why and stays marked', async () => {
    const state = { lines: busyLines(), answers: {
      'POST desk/steps': ({ steps }) => [200, { results: steps.map((one) => (one.issueId === 'G.6'
        ? { issueId: one.issueId, status: 409, error: { code: 'version_passed', message: 'Somebody was quicker.', messageZh: '事件在显示之后已有变化。' } }
        : ((state.lines = state.lines.filter((other) => other.issueId !== one.issueId)), { issueId: one.issueId, status: 200, answer: { issueId: one.issueId, version: 4, stage: 'accepted', changed: true } }))) }],
    } }
    const { page, asked, close } = await open('/desk', state)
    await page.waitForSelector(`${mark('line')}[data-issue="G.1"]`)
    await page.waitForSelector(mark('view-all'))
    await page.focus(mark('queue'))
    await page.keyboard.press(' ')
    for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press(' ')
    await page.waitForSelector(`${mark('batch')}[data-chosen="2"]`)
    await counted(page, `${mark('line')}[aria-checked=true]`, 2)
    await clean(page, 'marked')
    await page.click(mark('batch-accept'))
    await page.click(`${mark('batch')} ${mark('take')}`)
    await page.waitForSelector(`${mark('batch-result')}[data-done="1"][data-failed="1"]`)
    await says(page, `${mark('batch-failed')}[data-issue="G.6"]`, /已有变化/)
    await page.waitForSelector(`${mark('batch')}[data-chosen="1"]`)
    assert.equal(await page.locator(`${mark('line')}[data-issue="G.6"]`).getAttribute('aria-checked'), 'true')
    const sent = asked.find((one) => one.at === 'desk/steps').body.steps
    assert.deepEqual(sent.map((one) => [one.issueId, one.step, one.version]), [['G.1', 'accept', 3], ['G.6', 'accept', 3]])
    await close()
  })

  await t.test('a line that is cut leaves a batch as it is, and the same commands are sent once more', async () => {
    let cut = true
    const state = { lines: busyLines(), answers: {
      'POST desk/steps': ({ steps }) => (cut ? [0] : [200, { results: steps.map((one) => ({ issueId: one.issueId, status: 200, answer: { issueId: one.issueId, version: 4, stage: 'answered', changed: true } })) }]),
    } }
    const { page, asked, close } = await open('/desk', state)
    await page.waitForSelector(mark('view-all'))
    await page.locator(`${mark('line')}[data-issue="G.4"] ${mark('mark')}`).click()
    await page.click(mark('batch-close'))
    await page.click(`${mark('batch')} ${mark('take')}`)
    await page.waitForSelector(`${mark('batch')} ${mark('refused')}`)
    cut = false
    await page.click(`${mark('batch')} ${mark('take')}`)
    await page.waitForSelector(`${mark('batch-result')}[data-done="1"][data-failed="0"]`)
    const ids = asked.filter((one) => one.at === 'desk/steps').map((one) => one.body.steps[0].commandId)
    assert.deepEqual([ids.length, new Set(ids).size], [2, 1])
    await close()
  })

  await t.test('a filter is kept by name and taken again; an export says how far it is and gives no half file', async () => {
    let csv = [200, undefined, '编号\r\n1\r\n2\r\n']
    const state = { lines: busyLines(), answers: { 'GET desk/export': () => csv } }
    const { page, close } = await open('/desk', state)
    await page.waitForSelector(mark('view-all'))
    await page.check(mark('filter-overdue'))
    await page.click(mark('saved-begin'))
    await page.fill(mark('saved-name'), '早班看超时')
    await page.keyboard.press('Enter')
    await page.uncheck(mark('filter-overdue'))
    await page.waitForFunction((s) => document.querySelectorAll(s).length === 8, mark('line'))
    await page.click(mark('saved-take'))
    await page.waitForFunction((s) => document.querySelectorAll(s).length === 1, mark('line'))
    assert.match(page.url(), /overdue=1/)
    await clean(page, 'saved')
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(mark('export'))])
    assert.equal(file.suggestedFilename(), '受理台-2016-06-13.csv')
    assert.equal(readFileSync(await file.path(), 'utf8'), '编号\r\n1\r\n2\r\n')
    await says(page, `${mark('exporting')}[data-state=done]`, /2 行/)
    csv = [403, { error: { code: 'not_allowed', message: 'no', messageZh: '无权导出' } }]
    await page.click(mark('export'))
    await page.waitForSelector(`${mark('exporting')}[data-state=failed]`)
    await says(page, mark('exporting'), /无权导出/)
    await close()
  })

  await t.test('what was solved on the spot stands or is withdrawn with a reason, and what is refused stays', async () => {
    const state = { lines: [], reports: [1, 2, 3].map(recorded), answers: {
      'POST desk/recorded': ({ reviews }) => [200, { results: reviews.map((one) => (one.reportId.endsWith('3') ? { reportId: one.reportId, status: 409, error: { code: 'already_withdrawn', message: 'withdrawn before', messageZh: '该报告已被撤回' } } : { reportId: one.reportId, status: 200, changed: true })) }],
    } }
    const { page, asked, close } = await open('/desk/recorded', state)
    await page.waitForFunction((s) => document.querySelectorAll(s).length === 3, mark('report'))
    await clean(page, 'recorded')
    await page.locator(`${mark('report')} ${mark('stand')}`).first().click()
    await page.waitForFunction((s) => document.querySelectorAll(s).length === 2, mark('report'))
    await page.click(mark('all'))
    await page.click(mark('withdraw-many'))
    await page.click(mark('withdraw'))
    await says(page, mark('why'), /请写明理由/)
    await page.fill(mark('reason'), '并未处理')
    await page.click(mark('withdraw'))
    await page.waitForSelector(mark('refused'))
    await counted(page, mark('report'), 1)
    await says(page, mark('refused'), /已被撤回/)
    assert.equal(await page.inputValue(mark('reason')), '并未处理')
    const sent = asked.filter((one) => one.at === 'desk/recorded' && one.body).map((one) => one.body.reviews)
    assert.deepEqual(sent[0], [{ gridCode: GRIDS[1], reportId: recorded(1).reportId }])
    assert.deepEqual(sent[1].map((one) => [one.withdraw, one.reason]), [[true, '并未处理'], [true, '并未处理']])
    await close()
  })

  await t.test('figures are of one moment, lead to their very issues, and print as a report', async () => {
    const { page, asked, close } = await open('/desk/figures?day=2016-06-12', { lines: [] })
    await page.waitForSelector(`${mark('row')}[data-figure=accepted][data-value="216"]`)
    await page.waitForSelector(`${mark('figures')}[data-reading=false]`)
    await counted(page, mark('chart-day'), 7) // from Monday to Sunday
    await counted(page, `${mark('chart-day')} .s0`, 7)
    await counted(page, mark('class'), 4)
    await says(page, mark('as-of'), /截至 2016-06-13 16:40/)
    const parts = asked.filter((one) => one.at === 'figures' && (one.query.get('day') || one.query.get('category')))
    assert.ok(parts.length > 0 && parts.every((one) => one.query.get('asOf') === '2016-06-13T08:40:00Z'))
    await clean(page, 'figures')
    await page.click(mark('list-accepted'))
    await page.waitForSelector(`${mark('drill')}[data-count="2"] ${mark('issue')}`)
    assert.equal(asked.findLast((one) => one.at === 'figures/issues').query.get('figure'), 'accepted')
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator(mark('print')).isVisible(), false)
    assert.equal(await page.locator('.head').isVisible(), false)
    assert.ok(await page.locator(mark('as-of')).isVisible())
    await close()
  })

  await t.test('the hand-over names what the next shift must know, each once, and keeps the note', async () => {
    const { page, close } = await open('/desk/handover', { lines: busyLines() })
    await page.waitForSelector(mark('group'))
    const groups = await page.locator(mark('group')).evaluateAll((all) => Object.fromEntries(all.map((e) => [e.dataset.group, e.dataset.count])))
    assert.deepEqual(groups, { urgent: '1', overdue: '1', soon: '6' })
    await page.fill(mark('note'), '答应下午三点回电')
    await page.reload()
    await page.waitForSelector(mark('group'))
    assert.equal(await page.inputValue(mark('note')), '答应下午三点回电')
    await clean(page, 'handover')
    await page.emulateMedia({ media: 'print' })
    assert.ok(await page.getByText('答应下午三点回电').first().isVisible())
    await close()
  })

  await t.test('the town has its phrases, and a form takes one after what was written', async () => {
    const state = { lines: [line(1, { stage: 'resolved' })], permissions: ['DefineTown'], answers: {
      'PUT settings/templates': () => [200, { changed: true }],
      'GET desk/issues/G.1': () => [200, { issue: state.lines[0], answerable: 'G', ending: '', answers: 0, answeredAt: null, acceptedAt: null, closedAt: null, clocks: [], reports: [{ reportId: 'r', text: '路灯不亮', photos: [] }], history: [{ seq: 1, what: 'opened', at: '2016-06-13T01:00:00Z', by: '', byUnit: '', stage: 'open', text: null, photos: null }], contentWithheld: false }],
      'GET issues/G.1': () => [200, { observedAt: '2016-06-13T01:00:00Z', placeUnsure: false, possibleDuplicates: [], joinedReports: 0 }],
    } }
    const { page, asked, origin, close } = await open('/desk/templates', state)
    await page.waitForFunction((s) => document.querySelectorAll(s).length === 3, mark('template'))
    await page.click(mark('add'))
    await page.click(mark('save'))
    await page.waitForSelector(mark('failed'))
    await page.locator(mark('name')).last().fill('已转交')
    await page.locator(mark('text')).last().fill('已转交责任单位。')
    await clean(page, 'templates')
    await page.click(mark('save'))
    await page.waitForFunction((s) => document.querySelector(s)?.textContent.includes('已保存'), mark('said'))
    assert.deepEqual(asked.find((one) => one.at === 'settings/templates').body.templates.at(-1), { step: '', name: '已转交', text: '已转交责任单位。', language: 'zh' })
    await page.goto(`${origin}/desk/G.1`)
    await page.click(mark('step-feedBack'))
    await page.fill(`${mark('step-form')} textarea`, '您好：')
    await page.click(mark('phrases'))
    await page.keyboard.type('修好')
    await page.keyboard.press('Enter')
    assert.equal(await page.inputValue(`${mark('step-form')} textarea`), '您好：\n已修复，感谢反映。')
    await close()
  })

  if (shots) {
    const pages = { desk: mark('view-all'), 'desk/recorded': mark('recorded'), 'desk/figures': `${mark('figures')}[data-reading=false]`, 'desk/handover': mark('handover'), 'desk/templates': mark('templates') }
    for (const size of [[1366, 768], [1920, 1080]])
      for (const lang of ['zh', 'en'])
        for (const scene of ['busy', 'empty', 'cut'])
          for (const [path, ready] of Object.entries(pages)) {
            const state = { lines: scene === 'empty' ? [] : busyLines(), reports: scene === 'empty' ? [] : [1, 2, 3, 4, 5].map(recorded), none: scene === 'empty', phrases: scene === 'empty' ? [] : PHRASES, permissions: ['DefineTown'] }
            const { page, close } = await open(`/${path}?lang=${lang}${path === 'desk/figures' ? '&day=2016-06-12' : ''}`, state, { size, locale: lang === 'zh' ? 'zh-CN' : 'en-GB' })
            await page.waitForSelector(ready)
            if (path === 'desk' && scene === 'busy') for (const id of ['G.1', 'G.6']) await page.locator(`${mark('line')}[data-issue="${id}"] ${mark('mark')}`).click()
            if (scene === 'cut') {
              state.cut = true
              await page.reload()
            }
            await page.waitForTimeout(900)
            await page.screenshot({ path: `${shots}/${path.replace('/', '-')}-${scene}-${lang}-${size[0]}.png` })
            await close()
          }
    const { page, close } = await open('/desk/figures?lang=zh&day=2016-06-12', { lines: [] }, { size: [1366, 768] })
    await page.waitForSelector(`${mark('figures')}[data-reading=false]`)
    await page.pdf({ path: `${shots}/figures.pdf`, format: 'A4' })
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 688, height: 1000 }) // A4 within its margins
    await page.screenshot({ path: `${shots}/figures-print.png`, fullPage: true })
    await close()
  }
  assert.deepEqual(errors, [])
})
