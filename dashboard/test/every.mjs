// What holds of every page: axe finds no serious fault, a telephone need not be pushed sideways, no key of the words is seen. And what
// a screen owes whoever looks at it after a while: a tab that was frozen shows no old number as live, an open desk does not grow.
// Wants the built page and the browser of tests/e2e.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { openBrowser } from '../../tests/e2e/support/browser.mjs'
import { counted, mark, openPage, says } from './browser.mjs'
import { clean, openGiven, shot, shots } from './given.mjs'

const ALL = ['ReadIssues', 'ReadContent', 'Dispatch', 'Handle', 'Verify', 'Supervise', 'ReportOnBehalf', 'ReadFigures', 'DefineTown', 'ManagePeople', 'ManageDevices', 'ManagePlacement', 'ReadAudit', 'ReadProgrammes']
const BY = { kind: 'person', id: 'sun', at: '2016-06-01T01:00:00Z' }
const line = (n, more = {}) => ({
  issueId: `G.${n}`, version: 3, gridCode: '330483100003001', gridName: '银杏社区第1网格', category: 'facility/lamp', stage: 'routed', openedAt: '2016-06-13T01:00:00Z', due: '2016-06-13T09:00:00Z', overdue: false,
  holder: '330483100003', supervisor: 'wuzhen', size: '', urgency: 'normal', card: '', ...more,
})
const entry = (n, more = {}) => ({ number: n, at: '2016-06-13T01:00:00Z', kind: 'change', who: 'person shen', what: `issue/G.${n} routed`, why: '', hash: 'a'.repeat(64), ...more })
const file = (n) => ({
  issue: line(n), answerable: '330483100003', ending: '', answers: 0, answeredAt: null, acceptedAt: '2016-06-13T01:20:00Z', closedAt: null, clocks: [{ clock: 'takeOver', subject: '330483100003', due: '2016-06-13T09:00:00Z', rawDue: '2016-06-13T09:00:00Z' }],
  reports: [{ reportId: 'r', text: '路灯不亮', photos: [] }], contentWithheld: false,
  history: [
    { seq: 1, what: 'opened', at: '2016-06-13T01:00:00Z', by: '', byUnit: '', stage: 'open', text: null, photos: null, facts: {} },
    { seq: 4, what: 'supervised', at: '2016-06-13T08:00:00Z', by: '', byUnit: '', stage: 'routed', text: null, photos: null, facts: { cause: 'timeOut', byUnit: 'wuzhen', told: ['wuzhen', '330483100003'] } },
    { seq: 5, what: 'supervised', at: '2016-06-13T08:10:00Z', by: 'xu', byUnit: 'wuzhen', stage: 'routed', text: '请速办', photos: null, facts: { cause: 'note', note: 1, byUnit: 'wuzhen', told: ['330483100003'] } },
  ],
})
const figures = { region: 'wuzhen', from: '2016-06-13', until: '2016-06-19', asOf: '2016-06-13T08:40:00Z', opened: 4, declined: 0, accepted: 4, closed: 2, due: 2, closedOfDue: 2, onTimeOfDue: 2, onTime: 2, onTimeRaw: 2, overdueOpen: 1, solvedByFinder: 0, closedWhereItArose: 2, handedUp: 0, closedAfterHandUp: 0, returned: 0, reopened: 0, yellowCards: 1, redCards: 0, ratings: 1, satisfied: 1, closureOfAccepted: 0.5, closureOfDue: 1, onTimeRateOfDue: 1, onTimeRate: 0.66, onTimeRateRaw: 0.66, shareSolvedByFinder: 0, shareClosedWhereItArose: 1, satisfaction: 1, response: { count: 4, p50S: 600, p90S: 900 }, timeToClose: { count: 2, p50S: 9_000, p90S: 9_900 } }
const answers = (more = {}) => ({
  'GET session': () => [200, { kind: 'person', id: 'shen', name: '沈燕', roles: [], permissions: ALL }],
  'GET units': () => [200, [{ id: 'lamps', name: '路灯所', closed: false }]],
  'GET people': () => [200, [{ id: 'lu', name: '陆平', grants: [{ number: 1, role: 'handler', region: '330483100003', unit: '', firstDay: '2016-06-01', lastDay: null }] }]],
  'GET devices': () => [200, []],
  'GET displays': () => [200, [{ name: 'hall', region: null, language: null, rotateS: 20, scalePercent: null, setBy: 'sun', setAt: BY.at }]],
  'GET settings': () => [200, {
    limits: { limits: [], setBy: null }, defaultLimits: [{ clock: 'handle', kind: 'workingDays', days: 7, category: '', level: '' }], calendars: [], routing: { table: { rules: [], defaults: [] }, ignored: [], setBy: null },
    sampling: { table: { rates: [], withoutPhoto: [] }, setBy: null }, templates: { templates: [], setBy: null },
  }],
  'GET audit': () => [200, { entries: [entry(3), entry(2, { kind: 'read', what: 'issue G.1, masked' }), entry(1, { kind: 'mark', who: '', what: 'began' })], number: 3, head: 'b'.repeat(64) }],
  'GET desk/queue': () => [200, { region: 'wuzhen', issues: [line(1), line(2, { overdue: true, card: 'red' })], next: null }],
  'GET desk/issues/G.1': () => [200, file(1)],
  'GET issues/G.1': () => [200, { observedAt: '2016-06-13T01:00:00Z', placeUnsure: false, possibleDuplicates: [], joinedReports: 1 }],
  'GET desk/objections': () => [200, { objections: [], more: false }],
  'GET desk/recorded': () => [200, { reports: [{ reportId: '00000000-0000-0000-0000-000000000001', gridCode: '330483100003001', gridName: '银杏社区第1网格', category: 'facility/lamp', date: '2016-06-13', observedAt: '2016-06-13T01:10:00Z', receivedAt: '2016-06-13T01:10:05Z', text: '已换灯泡', photos: [] }], next: null }],
  'GET figures': () => [200, figures],
  'GET figures/issues': () => [200, { figure: 'opened', count: 0, issues: [], next: null }],
  'GET programmes': () => [200, []],
  'GET public/issues': () => [200, { region: '', issues: [], more: false }],
  ...more,
})

/** Each page with what shows that it stands. */
const PAGES = [
  ['/', mark('valid')], ['/sign-in', 'form'], ['/account', mark('begin')], ['/desk', `${mark('line')}[data-issue="G.1"]`], ['/desk/G.1', `${mark('event')}[data-what=supervised]`], ['/desk/recorded', mark('report')], ['/desk/figures', mark('figures')], ['/desk/handover', mark('group')],
  ['/desk/templates', mark('add')], ['/desk/boards', mark('line')], ['/judge?of=x', mark('code')], ['/desk/programmes', 'main'], ['/lead', mark('figure')], ['/steward', mark('enrol')], ['/r', mark('code')], ['/public', mark('text')], ['/admin', mark('silo')], ['/admin/people', mark('person-row')], ['/admin/devices', 'form'],
  ['/admin/displays', mark('display')], ['/admin/settings/routing', mark('rule-form')], ['/admin/settings/limits', mark('limit-form')], ['/admin/settings/calendars', mark('calendar-form')], ['/admin/settings/sampling', mark('rate-form')], ['/admin/settings/categories', mark('category-row')], ['/admin/retention', mark('rule')], ['/admin/audit', mark('entry')], ['/admin/health', mark('silo')],
]
/** Words of a file that nobody found: `desk.file.told`. */
const KEY = /(?:^|\s)(?:desk|admin|steward|settings|audit|health|people|devices|displays|lead|slip|public|shell|session|account|retention|programmes|judge)\.[a-z]\w*(?:\.\w+)*(?:\s|$)/

test('every page', { timeout: 300_000 }, async (t) => {
  const browser = await openBrowser(t)
  const errors = []
  const about = { product: 'RealtimeGov', version: 'mock', store: 'sqlite', demo: true, open: false, residents: true, now: '2016-06-13T08:40:00Z' }
  for (const [lang, size] of [['zh', [1366, 768]], ['en', [390, 844]]]) {
    // One page goes through them all, as somebody at work does.
    const { page, origin, close } = await openGiven(browser, '/favicon.svg', answers({ 'GET about': () => [200, about] }), { errors, size })
    for (const [path, stands] of PAGES)
      await t.test(`${path} is for everybody (${lang}, ${size[0]} wide)`, async () => {
        await page.goto(`${origin}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
        await page.waitForSelector(stands)
        await clean(page, `${path} ${lang}`)
        assert.doesNotMatch(await page.locator('body').innerText(), KEY)
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, 'it is wider than the screen')
        await shot(page, `every${path.replaceAll('/', '-')}-${lang}`)
      })
    await close()
  }

  await t.test('a hand-over that nobody took names both supervisors, and a note names nobody beside its writer', async () => {
    const { page, close } = await openGiven(browser, '/desk/G.1', answers(), { errors })
    await page.waitForFunction((s) => document.querySelector(s)?.textContent.includes('银杏社区'), mark('told'))
    assert.deepEqual(await page.locator(mark('told')).allInnerTexts(), ['请 乌镇 · 银杏社区 督办'])
    await close()
  })

  await t.test('a contractor is given a link, takes the work, and answers with words and a photo', async () => {
    const CODE = '7K3P-9XQ2-M4TB-0WEC'
    const desk = await openGiven(browser, '/desk/G.1', answers({
      'GET units': () => [200, [{ id: 'mending', name: '养护队', kind: 'contractor', closed: false }]],
      'GET desk/issues/G.1': () => [200, { ...file(1), issue: line(1, { holder: 'mending' }) }],
      'POST desk/issues/G.1/links': () => [200, { code: CODE, unit: 'mending', days: 30 }],
    }), { errors })
    await desk.page.click(mark('give-link'))
    await desk.page.waitForSelector(`${mark('link')} ${mark('qr')}`)
    assert.match(await desk.page.locator(mark('link')).getAttribute('data-link'), /\/r\?work#7K3P-9XQ2-M4TB-0WEC$/)
    await clean(desk.page, 'a link')
    await shot(desk.page, 'contractor-link')
    await desk.close()

    let [stage, cut] = ['routed', false]
    const { page, asked, close } = await openGiven(browser, `/r?work#${CODE}`, answers({
      'POST contractor/view': () => [200, { issueId: 'G.1', version: 3, gridName: '银杏社区第1网格', category: 'facility/lamp', stage, due: '2016-06-13T09:00:00Z', unit: 'mending', texts: ['桥头路灯不亮'] }],
      'POST contractor/steps': ({ step }) => (cut ? [0] : step === 'takeOver' ? ((stage = 'handling'), [200, { stage }]) : [200, { stage: 'resolved' }]),
    }), { errors, size: [390, 844] })
    const codes = []
    await page.route('**/api/v1/contractor/photos/*', (route) => (codes.push(route.request().headers()['contractor-code']), route.fulfill({ json: { photoId: route.request().url().split('/').at(-1), mediaType: 'image/jpeg', knownAlready: false } })))
    await page.waitForSelector(`${mark('work')}[data-stage=routed]`)
    assert.equal(new URL(page.url()).hash, '')
    await clean(page, 'work')
    await shot(page, 'contractor')
    await page.click(mark('take-over'))
    await page.waitForSelector(`${mark('work')}[data-stage=handling]`)
    await page.click(mark('finish'))
    await says(page, mark('wrong'), /请写明怎样处理的/)
    await page.fill(mark('words'), '已换灯泡')
    await page.setInputFiles(mark('shoot'), { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(64)]) })
    await page.waitForFunction((s) => document.querySelector(s).textContent.includes('视频'), mark('wrong'))
    const png = await page.evaluate(() => Object.assign(document.createElement('canvas'), { width: 8, height: 8 }).toDataURL('image/png').split(',')[1])
    await page.setInputFiles(mark('shoot'), { name: 'lamp.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') })
    await page.waitForSelector(mark('shown'))
    assert.deepEqual(codes, [CODE])
    cut = true
    await page.click(mark('finish'))
    await page.waitForFunction((s) => document.querySelector(s).textContent.includes('没有应答'), mark('wrong'))
    assert.equal(await page.inputValue(mark('words')), '已换灯泡')
    cut = false
    await page.click(mark('finish'))
    await page.waitForSelector(mark('over'))
    const steps = asked.filter((one) => one.at === 'contractor/steps').map((one) => one.body)
    assert.deepEqual(steps.map((one) => [one.step, one.photos?.length ?? 0]), [['takeOver', 0], ['resolve', 1], ['resolve', 1]])
    assert.equal(steps[1].commandId, steps[2].commandId)
    await close()
  })

  await t.test('what was solved on the spot looks again by itself, and says when its line is cut and how old it is', async () => {
    let cut = false
    const one = (n) => ({ reportId: `00000000-0000-0000-0000-00000000000${n}`, gridCode: '330483100003001', gridName: '银杏社区第1网格', category: 'facility/lamp', date: '2016-06-13', observedAt: '2016-06-13T01:10:00Z', receivedAt: '2016-06-13T01:10:05Z', text: '已换灯泡', photos: [] })
    let reports = [one(1), one(2)]
    const { page, close } = await openGiven(browser, '/favicon.svg', answers({ 'GET desk/recorded': () => (cut ? [0] : [200, { reports, next: null }]) }), { errors })
    await page.clock.install()
    await page.goto(`${new URL(page.url()).origin}/desk/recorded`)
    await page.waitForSelector(`${mark('report')}[data-report$="1"]`)
    await page.click(`${mark('report')}[data-report$="2"] ${mark('pick')}`)
    reports = [one(2), one(3)]
    await page.clock.runFor(16_000)
    await page.waitForSelector(`${mark('report')}[data-report$="3"]`)
    assert.equal(await page.locator(`${mark('report')}[data-report$="1"]`).count(), 0)
    assert.ok(await page.locator(`${mark('report')}[data-report$="2"] ${mark('pick')}`).isChecked())
    cut = true
    await page.clock.runFor(16_000)
    await page.waitForSelector(`${mark('recorded')}[data-state=failing]`)
    await says(page, mark('failed'), /以下是 \d+ 秒前的/)
    await counted(page, mark('report'), 2)
    cut = false
    await page.clock.runFor(16_000)
    await page.waitForSelector(`${mark('recorded')}[data-state=read]`)
    await close()
  })

  await t.test('health says what is wrong, and nothing of now when the line is cut', async () => {
    let ready = [200, { status: 'ok' }]
    const { page, server, close } = await openGiven(browser, '/favicon.svg', answers(), { errors })
    await page.route('**/readyz', (route) => (ready[0] ? route.fulfill({ status: ready[0], json: ready[1] }) : route.abort()))
    await page.clock.install()
    await page.goto(`${new URL(page.url()).origin}/admin/health`)
    await page.waitForSelector(`${mark('health')}[data-state=well]`)
    await page.waitForSelector(`${mark('silo')}[data-state=live]`)
    ready = [503, { error: { code: 'store_full', message: 'The disk is full.', messageZh: '磁盘已满。' } }]
    await page.clock.runFor(6_000)
    await page.waitForSelector(`${mark('health')}[data-state=trouble]`)
    await says(page, mark('why'), /磁盘已满/)
    ready = [0]
    server.down(true)
    await page.clock.runFor(9_000)
    await page.waitForSelector(`${mark('health')}[data-state=cut]`)
    assert.equal(await page.locator(`${mark('silo')}[data-state=live]`).count(), 0)
    await close()
  })

  await t.test('the audit is looked through by who, kind and page, and what was read stays when the line is cut', async () => {
    let cut = false
    const page1 = Array.from({ length: 100 }, (_, i) => entry(200 - i))
    const { page, asked, close } = await openGiven(browser, '/admin/audit', answers({
      'GET audit': (_, query) => (cut ? [0] : [200, { entries: query.get('before') ? [entry(100)] : query.get('kind') ? [entry(7, { kind: 'read' })] : page1, number: 200, head: 'b'.repeat(64) }]),
    }), { errors })
    await page.waitForSelector(`${mark('entry')}[data-number="101"]`)
    await page.click(mark('older'))
    await page.waitForSelector(`${mark('entry')}[data-number="100"]`)
    assert.equal(asked.at(-1).query.get('before'), '101')
    assert.deepEqual(await page.locator(`${mark('kind')} option`).evaluateAll((all) => all.map((one) => one.value)), ['', 'change', 'read', 'mark']) // as docs/trust.md has them
    await page.selectOption(mark('kind'), 'read')
    await page.waitForSelector(`${mark('entry')}[data-number="7"]`)
    await page.fill(mark('by-whom'), ' person shen ')
    await page.click(mark('look'))
    await page.waitForSelector(`${mark('audit')}[data-state=read]`)
    assert.deepEqual(['who', 'kind', 'before'].map((name) => asked.at(-1).query.get(name)), ['person shen', 'read', null])
    cut = true
    await page.click(mark('look'))
    await page.waitForSelector(mark('failed'))
    await counted(page, mark('entry'), 1)
    await close()
  })

  await t.test('a tab that was frozen for six minutes shows no old number as live', async () => {
    const { page, server, close } = await openPage(browser, '/favicon.svg', { errors, mock: { at: '2016-06-13T08:40:00Z' } })
    await page.clock.install()
    // Every pair of a number and what is said of it that anybody could have seen.
    await page.addInitScript(() => {
      window.seen = []
      const look = () => {
        const [value, state] = [document.querySelector('[data-test=valid]')?.getAttribute('data-value'), document.querySelector('[data-test=state]')?.getAttribute('data-state')]
        const last = window.seen.at(-1)
        if (value && state && (last?.[0] !== value || last?.[1] !== state)) window.seen.push([value, state, performance.now()])
      }
      new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-value', 'data-state'] })
    })
    await page.goto(`${new URL(page.url()).origin}/?lang=zh`)
    await page.waitForSelector(`${mark('state')}[data-state=live]`)
    const before = await page.locator(mark('valid')).getAttribute('data-value')
    // Nothing comes while it is frozen, and the town goes on.
    server.silence(true)
    server.town.report()
    const frozenAt = await page.evaluate(() => performance.now())
    await page.clock.fastForward('06:00')
    await page.waitForFunction((at) => window.seen.some(([, state, seenAt]) => seenAt > at && state !== 'live'), frozenAt + 300_000)
    server.silence(false)
    server.report()
    const now = String(Number(before) + 2)
    await page.waitForSelector(`${mark('valid')}[data-value="${now}"]`)
    await page.waitForSelector(`${mark('state')}[data-state=live]`)
    const after = (await page.evaluate(() => window.seen)).filter(([, , at]) => at > frozenAt + 300_000)
    assert.deepEqual(after.filter(([value, state]) => state === 'live' && value === before), [])
    assert.ok(after.some(([value, state]) => value === before && (state === 'stale' || state === 'disconnected')), 'that it is old was said')
    await close()
  })

  await t.test('an open desk is no larger after 1,000 updates', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => line(i + 1))
    const { page, server, close } = await openGiven(browser, '/desk', answers({ 'GET desk/queue': () => [200, { region: 'wuzhen', issues: lines, next: null }] }), { errors })
    await page.waitForSelector(`${mark('line')}[data-issue="G.40"]`)
    await page.waitForFunction((s) => !!document.querySelector(s), mark('view-all'))
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    let version = 3
    async function updates(rounds) {
      for (let i = 0; i < rounds; i++) {
        version++
        // What the queue answers next is what was told.
        for (const one of lines) Object.assign(one, { version, stage: version % 2 ? 'routed' : 'handling' })
        for (const one of lines) server.tell('issue', { ...one, what: 'takenOver', by: 'lu', at: '2016-06-13T08:41:00Z' })
        await page.waitForFunction(([s, v]) => [...document.querySelectorAll(s)].every((one) => one.dataset.version === v), [mark('line'), String(version)], { polling: 20 })
      }
    }
    const measure = async () => {
      for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage')
      const { metrics } = await session.send('Performance.getMetrics')
      return Object.fromEntries(metrics.filter((one) => ['Nodes', 'JSEventListeners', 'JSHeapUsedSize'].includes(one.name)).map((one) => [one.name, one.value]))
    }
    await updates(4)
    const before = await measure()
    await updates(25)
    const after = await measure()
    console.log('a desk after 1,000 updates', before, after)
    assert.ok(after.Nodes - before.Nodes <= 250, `${after.Nodes - before.Nodes} nodes more`)
    assert.ok(after.JSEventListeners - before.JSEventListeners <= 60, `${after.JSEventListeners - before.JSEventListeners} listeners more`)
    assert.ok(after.JSHeapUsedSize - before.JSHeapUsedSize <= 3 * 1024 * 1024, `${after.JSHeapUsedSize - before.JSHeapUsedSize} bytes more`)
    await close()
  })

  await t.test('the steward’s page is under 200 kB of script, and is used on a processor four times as slow', async () => {
    const { page, origin, close } = await openGiven(browser, '/favicon.svg', answers({ 'POST devices/enrol': () => [200, { device: 'd-1', steward: 's-1', token: 'secret' }] }), { errors, size: [390, 844] })
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    const scripts = new Set()
    page.on('response', (answer) => answer.request().resourceType() === 'script' && scripts.add(answer.url()))
    const began = performance.now()
    await page.goto(`${origin}/steward#ABCDEF-12345678`)
    await page.click(mark('enrol-send'))
    await page.fill(mark('text'), '路灯不亮')
    const ms = performance.now() - began
    // As a server sends them; this one does not compress.
    const bodies = await Promise.all([...scripts].map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())))
    const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
    console.log(`the steward's page: ${scripts.size} scripts, ${(bytes / 1000).toFixed(0)} kB; registered and written on in ${ms.toFixed(0)} ms`)
    assert.ok(bytes > 10_000 && bytes < 200_000, `${bytes} bytes of script`)
    await close()
  })

  assert.deepEqual(errors, [])
})
