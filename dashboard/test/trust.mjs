// What keeps a town in the right hands, in the browser: a second factor is set, asked for and dropped, and a device in the wrong hands is
// shut out with what it sent. Wants the built page and the browser of tests/e2e.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from '../../tests/e2e/support/browser.mjs'
import { mark, says } from './browser.mjs'
import { clean, openGiven, shot } from './given.mjs'

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const refused = (status, code, message, messageZh) => [status, { error: { code, message, messageZh } }]
const WRONG = () => refused(401, 'code_wrong', 'The code is wrong, was used already, or is of another moment.', '动态码错误、已使用或已过时。')
const SIZES = [['zh', [1366, 768]], ['en', [390, 844]]]

test('a second factor', { timeout: 120_000 }, async (t) => {
  const browser = await openBrowser(t)
  for (const [lang, size] of SIZES)
    await t.test(`is set by a QR code and its first code; a wrong one is said beside the field (${lang})`, async () => {
      let [confirmed, signedIn] = [false, true]
      const { page, asked, close } = await openGiven(browser, `/account?lang=${lang}`, {
        'GET session': () => (signedIn ? [200, { kind: 'person', id: 'li.na', name: '李娜', roles: [], permissions: [], codeNeeded: !confirmed, secondFactor: confirmed }] : refused(401, 'sign_in_needed', 'Sign in.', '请登录。')),
        'POST session/second-factor': () => [200, { secret: SECRET, address: `otpauth://totp/RealtimeGov:li.na?secret=${SECRET}&issuer=RealtimeGov`, minutes: 10 }],
        'POST session/second-factor/confirm': ({ code }) => (code === '123456' ? (([confirmed, signedIn] = [true, false]), [200, { changed: true }]) : WRONG()),
      }, { size })
      await page.waitForSelector(mark('needed'))
      await page.click(mark('begin'))
      await page.waitForSelector(mark('qr'))
      assert.equal(await page.locator(mark('secret')).getAttribute('data-value'), SECRET)
      await clean(page, `account ${lang}`)
      await shot(page, `account-${lang}`)
      await page.fill(mark('code'), '12')
      await page.click(mark('confirm'))
      await says(page, '#code-wrong', lang === 'zh' ? /六位数字/ : /six digits/)
      assert.ok(!asked.some((one) => one.at.endsWith('confirm')))
      await page.fill(mark('code'), '000000')
      await page.click(mark('confirm'))
      await says(page, '#code-wrong', lang === 'zh' ? /动态码错误/ : /The code is wrong/)
      await page.waitForSelector(`${mark('code')}[aria-invalid=true]`)
      await clean(page, `account, wrong ${lang}`)
      await page.fill(mark('code'), '123 456')
      await page.click(mark('confirm'))
      await page.waitForSelector(mark('done'))
      assert.equal(await page.locator(mark('secret')).count(), 0)
      assert.ok(!page.url().includes(SECRET))
      await page.click(mark('again'))
      await page.waitForSelector(mark('sign-in-page'))
      await close()
    })

  await t.test('is asked for at sign-in, a wrong code beside its field, and what was typed stays', async () => {
    const { page, asked, close } = await openGiven(browser, '/sign-in', {
      'GET session': () => (asked.some((one) => one.body?.code === '654321') ? [200, { kind: 'person', id: 'li.na', name: '李娜', roles: [], permissions: [], codeNeeded: false, secondFactor: true }] : refused(401, 'sign_in_needed', 'Sign in.', '请登录。')),
      'POST session': ({ code }) => (!code ? refused(401, 'code_needed', 'Also give the code.', '请同时填写动态码。') : code === '654321' ? [204, undefined] : WRONG()),
    })
    await page.waitForSelector(mark('person'))
    assert.equal(await page.locator(mark('code')).count(), 0)
    await page.fill(mark('person'), 'li.na')
    await page.fill(mark('password'), 'correct horse battery')
    await page.click(mark('sign-in-send'))
    await page.waitForSelector(mark('code'))
    await page.click(mark('sign-in-send'))
    await says(page, '#code-wrong', /请填写动态码/)
    await page.fill(mark('code'), '111111')
    await page.click(mark('sign-in-send'))
    await says(page, '#code-wrong', /动态码错误/)
    await clean(page, 'sign-in with a code')
    assert.equal(await page.inputValue(mark('password')), 'correct horse battery')
    await page.fill(mark('code'), '654321')
    await page.click(mark('sign-in-send'))
    await page.waitForSelector(mark('who'))
    await close()
  })

  await t.test('is dropped by a code', async () => {
    let has = true
    const { page, close } = await openGiven(browser, '/account', {
      'GET session': () => (has ? [200, { kind: 'person', id: 'li.na', name: '李娜', roles: [], permissions: [], codeNeeded: false, secondFactor: true }] : refused(401, 'sign_in_needed', 'Sign in.', '请登录。')),
      'POST session/second-factor/drop': ({ code }) => (code === '123456' ? ((has = false), [200, { changed: true }]) : WRONG()),
    })
    await page.waitForSelector(`${mark('state')}[data-value=true]`)
    await page.click(mark('drop'))
    await page.fill(mark('code'), '000000')
    await page.click(mark('confirm'))
    await says(page, '#code-wrong', /动态码错误/)
    await page.fill(mark('code'), '123456')
    await page.click(mark('confirm'))
    await page.waitForSelector(mark('dropped'))
    await close()
  })
})

const line = { issueId: 'G.1', version: 3, gridCode: '330483100003001', gridName: '银杏社区第1网格', category: 'facility/lamp', stage: 'routed', openedAt: '2016-06-13T01:00:00Z', due: null, overdue: false, holder: '', supervisor: '', size: '', urgency: '', card: '' }
const file = { issue: line, answerable: '', ending: '', answers: 0, answeredAt: null, acceptedAt: null, closedAt: null, clocks: [], reports: [{ reportId: 'r-1', text: '路灯不亮', photos: [] }], history: [], contentWithheld: false }
const session = (...permissions) => ({ 'GET session': () => [200, { kind: 'person', id: 'shen', name: '沈燕', roles: [], permissions }] })
const desk = { 'GET units': () => [200, []], 'GET people': () => [200, []], 'GET desk/queue': () => [200, { region: '', issues: [line], next: null }], 'GET desk/issues/G.1': () => [200, file], 'GET issues/G.1': () => [200, { observedAt: '2016-06-13T01:00:00Z', placeUnsure: false, possibleDuplicates: [], joinedReports: 0 }] }

test('a device in the wrong hands', { timeout: 120_000 }, async (t) => {
  const browser = await openBrowser(t)
  const sent = (n, more = {}) => ({ reportId: `r-${n}`, gridCode: '330483100003001', category: 'facility/lamp', date: '2016-06-13', receivedAt: '2016-06-13T01:00:00Z', outcome: 'OPENED', issueId: `G.${n}`, othersJoined: 0, ...more })
  for (const [lang, size] of SIZES)
    await t.test(`is shut out after its reports were counted, and they are withdrawn together (${lang})`, async () => {
      let [shut, left] = [false, [sent(1), sent(2, { othersJoined: 2 }), sent(3)]]
      const answer = () => [200, { device: 'dev-7', steward: 's-17', quarantined: shut, reports: left, more: false }]
      const { page, asked, close } = await openGiven(browser, `/desk/G.1?lang=${lang}`, {
        ...desk, ...session('ReadIssues', 'ReadContent', 'Dispatch'),
        'GET desk/quarantine': answer,
        'GET desk/quarantine/dev-7': answer,
        'POST desk/quarantine': () => ((shut = true), [200, { device: 'dev-7', steward: 's-17', changed: true }]),
        'POST desk/quarantine/dev-7/withdraw': () => {
          const results = left.map((one) => (one.reportId === 'r-3' ? { reportId: 'r-3', status: 409, error: { code: 'x', message: 'It is closed.', messageZh: '已结案。' } } : { reportId: one.reportId, status: 200, changed: true }))
          left = [sent(3)]
          return [200, { results, more: false }]
        },
      }, { size })
      await page.click(mark('suspect'))
      await page.waitForSelector(`${mark('about')}[data-count="3"]`)
      assert.ok(!asked.some((one) => one.method === 'POST')) // looking shuts nothing out
      await clean(page, `quarantine ${lang}`)
      await shot(page, `quarantine-${lang}`)
      await page.click(`${mark('quarantine')} ${mark('close')}`)
      await page.waitForSelector(mark('quarantine'), { state: 'detached' })
      await page.click(mark('suspect'))
      await page.click(mark('shut-out'))
      await page.waitForSelector(mark('shut'))
      await page.click(mark('withdraw'))
      await says(page, mark('reason-missing'), lang === 'zh' ? /请写明理由/ : /Give a reason/)
      await page.fill(mark('reason'), '终端被盗')
      await page.click(mark('withdraw'))
      await page.waitForSelector(`${mark('about')}[data-count="1"]`)
      await says(page, mark('told-withdrawn'), lang === 'zh' ? /已撤回 2 条，未办理 1 条/ : /Withdrawn: 2; not done: 1/)
      await says(page, `${mark('quarantine')} ${mark('refused')}`, lang === 'zh' ? /已结案/ : /It is closed/)
      await clean(page, `withdrawn ${lang}`)
      assert.deepEqual(asked.find((one) => one.at.endsWith('/withdraw')).body, { reason: '终端被盗' })
      assert.deepEqual(asked.find((one) => one.at === 'desk/quarantine' && one.method === 'GET').query.get('reportId'), 'r-1')
      await close()
    })

  await t.test('is for whoever dispatches, and a report of no device is told as such', async () => {
    const handler = await openGiven(browser, '/desk/G.1', { ...desk, ...session('ReadIssues', 'ReadContent', 'Handle') })
    await handler.page.waitForSelector(mark('report'))
    assert.equal(await handler.page.locator(mark('suspect')).count(), 0)
    await handler.close()
    const { page, close } = await openGiven(browser, '/desk/G.1', { ...desk, ...session('ReadIssues', 'ReadContent', 'Dispatch'), 'GET desk/quarantine': () => refused(409, 'report_of_no_device', 'No enrolled device sent this report.', '该上报并非由已登记的终端发出。') })
    await page.click(mark('suspect'))
    await says(page, `${mark('quarantine')} ${mark('refused')}`, /并非由已登记的终端发出/)
    assert.equal(await page.locator(mark('shut-out')).count(), 0)
    await close()
  })
})

test('words and photos on public screens', { timeout: 120_000 }, async (t) => {
  const browser = await openBrowser(t)
  const WORDS = '桥头路灯不亮，请打 138********'
  for (const [lang, size] of SIZES)
    await t.test(`are shown after somebody has looked at them, and an objection is decided (${lang})`, async () => {
      let [shown, objection] = [{ text: false, photos: [] }, null]
      const { page, asked, close } = await openGiven(browser, `/desk/G.1?lang=${lang}`, {
        ...desk, ...session('ReadIssues', 'ReadContent', 'Dispatch', 'ReportOnBehalf'),
        'GET desk/issues/G.1/release': () => [200, { issueId: 'G.1', reports: [{ reportId: 'r-1', text: WORDS, photos: ['a'.repeat(64)], textShown: shown.text, shownPhotos: shown.photos }], objection }],
        'POST desk/issues/G.1/release': ({ text, photos }) => ((shown = { text, photos }), [200, { changed: true, shown: 1, hiddenUntil: null }]),
        'POST desk/issues/G.1/objection': () => ((objection = { at: '2016-06-13T08:40:00Z', until: '2016-06-16T08:40:00Z', bySlip: false, hidden: true }), [200, { changed: true, shown: 1, hiddenUntil: objection.until }]),
        'POST desk/issues/G.1/objection/decision': ({ upheld }) => ((objection = null), upheld && (shown = { text: false, photos: [] }), [200, { changed: true, shown: 0, hiddenUntil: null }]),
      }, { size })
      await page.waitForSelector(mark('report'))
      assert.ok(!asked.some((one) => one.at.endsWith('/release'))) // who looks is on record: nothing is read before it is asked for
      await page.click(mark('release'))
      await says(page, mark('releasable'), /138\*{8}/)
      assert.ok(await page.locator(mark('save')).isDisabled())
      await clean(page, `release ${lang}`)
      await shot(page, `release-${lang}`)
      await page.check(mark('release-text'))
      await page.click(mark('save'))
      await page.waitForSelector(mark('released'))
      assert.deepEqual(asked.find((one) => one.at.endsWith('/release') && one.method === 'POST').body, { reportId: 'r-1', text: true, photos: [] })
      await page.click(mark('object'))
      await page.waitForSelector(`${mark('objection')}[data-hidden=true]`)
      await clean(page, `objection ${lang}`)
      await page.click(mark('uphold'))
      await page.waitForSelector(mark('objection'), { state: 'detached' })
      assert.ok(!(await page.locator(mark('release-text')).isChecked()))
      await close()
    })

  await t.test('stand on the public page, and how to object beside them', async () => {
    const one = { gridCode: '330483100003001', gridName: '银杏社区第1网格', category: 'facility/lamp', stage: 'routed', day: '2016-06-13' }
    const { page, close } = await openGiven(browser, '/public#open', { 'GET public/issues': () => [200, { region: '', issues: [{ ...one, shown: [{ text: WORDS, photos: ['0'.repeat(32)] }] }, one], more: false }] }, { size: [390, 844] })
    await says(page, mark('released'), /桥头路灯不亮/)
    assert.equal(await page.locator(mark('released')).count(), 1)
    assert.match(await page.locator(`${mark('released')} img`).getAttribute('src'), /public\/photos\/0{32}$/)
    await says(page, mark('note'), /致电受理台即刻隐去/)
    await clean(page, 'public words')
    await close()
  })

  await t.test('a reporter has them hidden by the slip, and reads until when', async () => {
    let hidden = false
    const { page, asked, close } = await openGiven(browser, '/r#7K3P-9XQ2-M4TB-0WEC', {
      'POST receipts/view': () => [200, { reportId: 'r-1', gridName: '银杏社区第1网格', category: 'facility/lamp', state: 'routed', at: '2016-06-13T01:00:00Z', issueId: 'G.1', answer: null, asked: null, version: 3, shown: !hidden, hiddenUntil: hidden ? '2016-06-16T08:40:00Z' : null }],
      'POST receipts/objections': () => ((hidden = true), [200, { changed: true, shown: 1, hiddenUntil: '2016-06-16T08:40:00Z' }]),
    }, { size: [390, 844] })
    await page.click(mark('hide'))
    await says(page, mark('hidden'), /已从公示页隐去/)
    assert.equal(await page.locator(mark('hide')).count(), 0)
    assert.deepEqual(asked.find((one) => one.at === 'receipts/objections').body, { code: '7K3P-9XQ2-M4TB-0WEC' })
    await clean(page, 'hidden by the slip')
    await close()
  })

  await t.test('objections that wait stand above what is reviewed', async () => {
    const { page, close } = await openGiven(browser, '/desk/recorded', {
      ...desk, ...session('ReadIssues', 'ReadContent', 'Dispatch'), 'GET desk/recorded': () => [200, { reports: [], next: null }],
      'GET desk/objections': () => [200, { objections: [{ issueId: 'G.1', gridCode: '330483100003001', gridName: '银杏社区第1网格', category: 'facility/lamp', at: '2016-06-13T08:40:00Z', until: '2016-06-16T08:40:00Z', bySlip: true, hidden: true }], more: false }],
    })
    await says(page, mark('objections'), /有人提出异议/)
    await clean(page, 'objections')
    await page.click(mark('objection-line'))
    await page.waitForSelector(`${mark('issue')}[data-issue="G.1"]`)
    await close()
  })
})

test('a shift tells the next one what no list shows', { timeout: 60_000 }, async (t) => {
  const browser = await openBrowser(t)
  for (const [lang, size] of SIZES)
    await t.test(`what was left is read, taken over, and followed by one's own (${lang})`, async () => {
      let kept = { region: '330483100', version: 1, note: '周阿姨三点回电', by: 'lu', at: '2016-06-13T00:00:00Z', takenBy: null, takenAt: null }
      const { page, asked, close } = await openGiven(browser, `/desk/handover?lang=${lang}`, {
        ...desk, ...session('ReadIssues', 'ReadContent', 'Dispatch'),
        'GET desk/handover': () => [200, kept],
        'POST desk/handover/taken': () => ((kept = { ...kept, version: 2, takenBy: 'shen', takenAt: '2016-06-13T00:30:00Z' }), [200, { changed: true, version: 2 }]),
        'PUT desk/handover': ({ note, version }) => (version === kept.version ? ((kept = { ...kept, version: version + 1, note, by: 'shen', takenBy: null, takenAt: null }), [200, { changed: true, version: kept.version }]) : refused(409, 'handover_changed', 'Somebody has written meanwhile.', '其间有人已写。')),
      }, { size })
      await page.fill(mark('note'), '桥头施工队明早到')
      await page.waitForSelector(mark('shift-note'))
      assert.ok(!asked.some((one) => one.at === 'desk/handover')) // who reads is on record
      await page.click(mark('shift-give'))
      await says(page, mark('shift-refused'), lang === 'zh' ? /先看过并接班/ : /take over first/)
      await says(page, mark('shift-text'), /周阿姨三点回电/)
      await clean(page, `shift ${lang}`)
      await page.click(mark('shift-take'))
      await page.waitForSelector(`${mark('shift-note')}[data-version="2"]`)
      await page.click(mark('shift-give'))
      await says(page, mark('shift-text'), /桥头施工队明早到/)
      const region = asked.find((one) => one.at === 'desk/handover').query.get('region') // the town's, of somebody without a desk of their own
      assert.ok(region)
      assert.deepEqual(asked.find((one) => one.method === 'PUT').body, { region, note: '桥头施工队明早到', version: 2 })
      assert.equal(await page.inputValue(mark('note')), '桥头施工队明早到')
      await close()
    })
})

test('one person\'s data', { timeout: 60_000 }, async (t) => {
  const browser = await openBrowser(t)
  await t.test('is a file for oneself, and for an administrator who says for what', async () => {
    const person = { id: 'shen', name: '沈燕', grants: [] }
    const { page, asked, close } = await openGiven(browser, '/admin/people', {
      ...session('ManagePeople'), 'GET people': () => [200, [person]],
      'GET people/shen/export': (_, query) => (query.get('purpose') === '本人书面申请' ? [200, { id: 'shen', reports: [] }] : refused(400, 'purpose_malformed', 'No.', '用途有误。')),
    })
    await page.click(mark('export'))
    await page.click(mark('export-send'))
    await says(page, mark('purpose-wrong'), /请写明用途/)
    await page.fill(mark('purpose'), 'x')
    await page.click(mark('export-send'))
    await says(page, mark('purpose-wrong'), /用途有误/)
    await clean(page, 'export')
    await page.fill(mark('purpose'), '本人书面申请')
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(mark('export-send'))])
    assert.equal(file.suggestedFilename(), 'shen.json')
    await says(page, mark('done'), /沈燕/)
    assert.equal(asked.filter((one) => one.at === 'people/shen/export').length, 2)
    await page.goto(new URL('/account', page.url()).href)
    assert.match(await page.locator(mark('own-data')).getAttribute('href'), /api\/v1\/people\/shen\/export$/)
    await clean(page, 'own data')
    await close()
  })
})

test('a list of people', { timeout: 60_000 }, async (t) => {
  const browser = await openBrowser(t)
  for (const [lang, size] of SIZES)
    await t.test(`is seen before it is taken in, with every fault (${lang})`, async () => {
      const counts = { rows: 2, people: { new: 2, changed: 0, same: 0 }, grants: 2, stewards: 1, faults: [], faultsInAll: 0 }
      const fault = { line: 3, column: 'role', code: 'role_unknown', message: 'there is no such role', messageZh: '没有此角色' }
      let answer = { ...counts, faults: [fault], faultsInAll: 1 }
      const { page, asked, close } = await openGiven(browser, `/admin/people?lang=${lang}`, {
        ...session('ManagePeople'), 'GET people': () => [200, []], 'POST people/import': () => [200, answer],
      }, { size })
      const choose = (text) => page.setInputFiles(mark('sheet'), { name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
      await page.click(mark('import'))
      await choose('id,name,role\nfei,费,boss')
      await says(page, mark('fault'), lang === 'zh' ? /3\s*role\s*没有此角色/ : /3\s*role\s*there is no such role/)
      assert.equal(await page.locator(mark('take')).count(), 0)
      await clean(page, 'import, faults')
      await shot(page, `people-import-faults-${lang}`)
      answer = counts
      await choose('id,name,role\nfei,费,steward')
      await says(page, mark('would'), lang === 'zh' ? /新增 2 人.*1 名管家/ : /2 new people.*1 stewards/)
      await clean(page, 'import, seen')
      await shot(page, `people-import-${lang}`)
      await page.click(mark('take'))
      await says(page, mark('done'), lang === 'zh' ? /已导入/ : /Imported/)
      assert.deepEqual(asked.filter((one) => one.method === 'POST').map((one) => one.query.get('dryRun')), ['true', 'true', 'false'])
      await close()
    })
})

test('words past their time', { timeout: 60_000 }, async (t) => {
  const browser = await openBrowser(t)
  for (const [lang, size] of SIZES)
    await t.test(`are seen before they are erased, part by part (${lang})`, async () => {
      let left = 3
      const line = () => ({ category: '', days: 365, before: '2015-06-14', reports: left, issues: 0, oldest: left ? '2014-01-01' : null })
      const { page, asked, close } = await openGiven(browser, `/admin/retention?lang=${lang}`, {
        ...session('ManagePeople'),
        'POST retention': ({ erase }) => {
          const erased = erase ? Math.min(2, left) : 0
          left -= erased
          return [200, { asOf: '2016-06-13T08:40:00Z', rules: [line()], erased, more: !!erase && left > 0 }]
        },
      }, { size })
      await page.fill(mark('days'), '7')
      await page.click(mark('dry'))
      await says(page, mark('refused'), lang === 'zh' ? /30 至 36500/ : /from 30 to 36500/)
      assert.ok(!asked.some((one) => one.at === 'retention'))
      await page.fill(mark('days'), '365')
      await page.click(mark('dry'))
      await page.waitForSelector(`${mark('line')}[data-reports="3"]`)
      await clean(page, `retention ${lang}`)
      await shot(page, `retention-${lang}`)
      await page.click(mark('erase'))
      await page.click(mark('confirm-yes'))
      await says(page, mark('done'), /3/)
      await page.waitForSelector(mark('none'))
      assert.deepEqual(asked.filter((one) => one.at === 'retention').map((one) => one.body), [
        { rules: [{ category: '', days: 365 }] }, { rules: [{ category: '', days: 365 }], erase: true }, { rules: [{ category: '', days: 365 }], erase: true },
      ])
      await close()
    })
})
