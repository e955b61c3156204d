// The rules of work on their page, against a stand-in that answers as docs/loop.md says: routing, limits, calendars, verification.
// With SHOTS=FOLDER it leaves pictures. Wants the built page and the browser of tests/e2e.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from '../../tests/e2e/support/browser.mjs'
import { counted, mark, says } from './browser.mjs'
import { clean, openGiven, shot, shots, signedIn } from './given.mjs'

const TOWN = 'wuzhen'
const VILLAGE = '330483100003'
const CATEGORIES = [['facility', '公用设施', 'Public facilities'], ['facility/lamp', '路灯', 'Street lamp'], ['environment/litter', '垃圾', 'Litter']].map(([code, zh, en]) => ({ code, names: { zh, en }, nearM: code === 'facility/lamp' ? 20 : 0, nearHours: 0, joinsByItself: false }))
const BY = { kind: 'person', id: 'sun', at: '2016-06-01T01:00:00Z' }
const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].flatMap((weekday) => [{ weekday, from: '08:00', until: '12:00' }, { weekday, from: '14:00', until: '18:00' }])

const empty = () => ({
  limits: { limits: [], setBy: null }, defaultLimits: [{ clock: 'whole', kind: 'workingDays', days: 15, category: '', level: '' }, { clock: 'review', kind: 'workingTime', minutes: 120, category: '', level: '' }, { clock: 'handle', kind: 'workingDays', days: 7, category: '', level: '' }],
  calendars: [], routing: { table: { rules: [], defaults: [] }, ignored: [], setBy: null }, sampling: { table: { rates: [], withoutPhoto: [] }, setBy: null }, templates: { templates: [], setBy: null },
})
const busy = () => ({
  ...empty(),
  limits: { limits: [{ clock: 'handle', kind: 'workingDays', days: 3, yellowDays: 2, category: 'facility/lamp', level: '' }, { clock: 'review', kind: 'workingTime', minutes: 90, category: '', level: 'town' }], setBy: BY },
  calendars: [{ region: TOWN, calendar: { firstDay: '2016-01-01', lastDay: '2017-12-31', week: WEEK, holidays: ['2016-10-01', '2016-10-02', '2016-10-03'], makeUp: [{ day: '2016-10-08', worksAs: 'friday' }], timeZone: 'Asia/Shanghai' }, setBy: BY }],
  routing: { table: { rules: [{ category: 'facility/lamp', region: '', holder: 'lamps', supervisor: '' }, { category: 'environment/litter', region: VILLAGE, holder: VILLAGE, supervisor: TOWN }], defaults: [{ region: VILLAGE, linkingCadres: VILLAGE, assignedLeader: TOWN }] }, ignored: ['roads in 330483100003: the unit is closed'], setBy: BY },
  sampling: { table: { rates: [{ category: '', rate: 0.1 }], withoutPhoto: ['environment/litter'] }, setBy: BY },
})
/** A server that keeps what is put. */
const serverOf = (state) => {
  const put = (part, take) => (body) => (state.cut ? [0] : state.refuse ? [400, { error: state.refuse }] : (take(state.settings, body), [200, { changed: true }]))
  return {
    ...signedIn('DefineTown', 'ReadFigures'),
    'GET categories': () => [200, state.categories ?? CATEGORIES],
    'POST categories': (body) => (state.refuse ? [400, { error: state.refuse }] : ((state.categories = [...(state.categories ?? CATEGORIES).filter((one) => one.code !== body[0].code), ...body]), [200, { changed: 1 }])),
    'GET units': () => [200, [{ id: 'lamps', name: '路灯所', closed: false }, { id: 'old', name: '撤销的单位', closed: true }]],
    'GET settings': () => (state.cut ? [0] : [200, structuredClone(state.settings)]),
    'PUT settings/routing': put('routing', (now, body) => (now.routing = { table: body, ignored: [], setBy: BY })),
    'PUT settings/limits': put('limits', (now, body) => (now.limits = { limits: body.limits, setBy: BY })),
    'PUT settings/sampling': put('sampling', (now, body) => (now.sampling = { table: body, setBy: BY })),
    [`PUT settings/calendars/${TOWN}`]: put('calendar', (now, body) => (now.calendars = [{ region: TOWN, calendar: body, setBy: BY }])),
    [`DELETE settings/calendars/${TOWN}`]: put('calendar', (now) => (now.calendars = [])),
  }
}

test('the rules of work', { timeout: shots ? 600_000 : 180_000 }, async (t) => {
  const browser = await openBrowser(t)
  const errors = []
  const open = async (part, state, more) => {
    const opened = await openGiven(browser, `/admin/settings/${part}`, serverOf(state), { errors, ...more })
    await opened.page.waitForSelector(`${mark('settings')}[data-part=${part}]`)
    return opened
  }
  const sent = (asked, path) => asked.filter((one) => one.at === path && one.method === 'PUT').map((one) => one.body)

  await t.test('a rule is added to what others have set since, and what the server refuses is said beside what was typed', async () => {
    const state = { settings: empty() }
    const { page, asked, close } = await open('routing', state)
    await page.waitForSelector(mark('none'))
    await page.click(mark('save'))
    await says(page, mark('fault'), /请选择单位/)
    await page.waitForSelector(`${mark('holder')} option[value=lamps]`, { state: 'attached' })
    assert.equal(await page.locator(`${mark('holder')} option[value=old]`).count(), 0)
    await page.selectOption(mark('category'), 'facility/lamp')
    await page.selectOption(mark('holder'), 'lamps')
    state.refuse = { code: 'routing_nowhere', message: 'A unit that the table names does not exist. (rules[0])', messageZh: '分流表中的单位不存在。（rules[0]）' }
    await page.click(mark('save'))
    await page.waitForSelector(mark('refused'))
    await says(page, mark('refused'), /单位不存在/)
    assert.equal(await page.inputValue(mark('holder')), 'lamps')
    // Somebody else has set another meanwhile: both stand.
    state.refuse = null
    state.settings.routing.table.rules.push({ category: 'environment/litter', region: '', holder: TOWN, supervisor: '' })
    await page.click(mark('save'))
    await page.waitForSelector(`${mark('rule')}[data-category="facility/lamp"][data-holder=lamps]`)
    await page.waitForSelector(`${mark('rule')}[data-category="environment/litter"]`)
    assert.deepEqual(sent(asked, 'settings/routing').at(-1).rules.map((one) => one.category), ['environment/litter', 'facility/lamp'])
    await clean(page, 'routing')
    // The same category and region again changes the rule, and adds none.
    await page.click(`${mark('rule')}[data-category="facility/lamp"] ${mark('edit')}`)
    await page.selectOption(mark('supervisor'), TOWN)
    await page.click(mark('save'))
    await page.waitForFunction((s) => document.querySelector(s)?.textContent.includes('已保存'), mark('done'))
    assert.deepEqual(state.settings.routing.table.rules.map((one) => [one.category, one.supervisor]), [['environment/litter', ''], ['facility/lamp', TOWN]])
    await close()
  })

  await t.test('a limit is typed in hours or days, and a yellow card that comes too late is said before anything is sent', async () => {
    const state = { settings: busy() }
    const { page, asked, close } = await open('limits', state)
    await page.waitForSelector(`${mark('limit')}[data-clock=handle]`)
    await says(page, `${mark('limit')}[data-clock=review]`, /1.5 个工作小时/)
    await page.selectOption(mark('clock'), 'takeOver')
    await page.selectOption(mark('kind'), 'workingTime')
    await page.fill(mark('amount'), '4')
    await page.fill(mark('yellow'), '5')
    await page.click(mark('save'))
    await says(page, mark('fault'), /黄牌须早于时限/)
    assert.deepEqual(sent(asked, 'settings/limits'), [])
    await page.fill(mark('yellow'), '2.5')
    await page.click(mark('save'))
    await page.waitForSelector(`${mark('limit')}[data-clock=takeOver]`)
    assert.deepEqual(sent(asked, 'settings/limits')[0].limits.at(-1), { clock: 'takeOver', kind: 'workingTime', category: '', level: '', minutes: 240, yellowMinutes: 150 })
    await clean(page, 'limits')
    await page.click(`${mark('limit')}[data-clock=handle] ${mark('drop')}`)
    await page.waitForSelector(`${mark('limit')}[data-clock=handle]`, { state: 'detached' })
    assert.deepEqual(state.settings.limits.limits.map((one) => one.clock), ['review', 'takeOver'])
    await close()
  })

  await t.test('a calendar says which day cannot be read, and is sent with each day of a holiday', async () => {
    const state = { settings: busy() }
    const { page, asked, close } = await open('calendars', state)
    await page.waitForFunction((s) => document.querySelector(s)?.value === '08:00-12:00, 14:00-18:00', mark('week-monday'))
    assert.equal(await page.inputValue(mark('feast-until')), '2016-10-03')
    await page.fill(mark('week-saturday'), 'morning')
    await page.click(mark('save'))
    await page.waitForFunction((s) => document.querySelector(s)?.textContent.includes('周六'), mark('week-wrong'))
    assert.deepEqual(sent(asked, `settings/calendars/${TOWN}`), [])
    await clean(page, 'calendars')
    await page.fill(mark('week-saturday'), '9：00－11:30'.replace('－', '–'))
    await page.click(mark('add-feast'))
    await page.locator(mark('feast-from')).nth(1).fill('2016-05-01')
    await page.click(mark('save'))
    await page.waitForSelector(mark('done'))
    const [calendar] = sent(asked, `settings/calendars/${TOWN}`)
    assert.deepEqual([calendar.week.at(-1), calendar.holidays, calendar.makeUp, calendar.timeZone], [{ weekday: 'saturday', from: '09:00', until: '11:30' }, ['2016-05-01', '2016-10-01', '2016-10-02', '2016-10-03'], [{ day: '2016-10-08', worksAs: 'friday' }], 'Asia/Shanghai'])
    await page.click(mark('remove'))
    await page.waitForFunction((s) => document.querySelector(s)?.textContent.includes('没有自己的日历'), mark('calendar-of'))
    await close()
  })

  await t.test('a share is verified, and a cut line keeps what was typed', async () => {
    const state = { settings: busy() }
    const { page, asked, close } = await open('sampling', state)
    await page.waitForSelector(`${mark('rate')}[data-rate="0.1"]`)
    await page.fill(mark('percent'), '120')
    await page.click(mark('save'))
    await says(page, mark('fault'), /0 至 100/)
    await page.selectOption(mark('category'), 'facility')
    await page.fill(mark('percent'), '25')
    state.cut = true
    await page.click(mark('save'))
    await page.waitForFunction((s) => document.querySelector(s)?.textContent.includes('没有应答'), mark('refused'))
    assert.equal(await page.inputValue(mark('percent')), '25')
    state.cut = false
    await page.click(mark('save'))
    await page.waitForSelector(`${mark('rate')}[data-category=facility][data-rate="0.25"]`)
    assert.deepEqual(sent(asked, 'settings/sampling').at(-1), { rates: [{ category: '', rate: 0.1 }, { category: 'facility', rate: 0.25 }], withoutPhoto: ['environment/litter'] })
    await clean(page, 'sampling')
    await close()
  })

  await t.test('a category is added, one is changed with the names it has, and what is wrong stands beside the form', async () => {
    const state = { settings: busy(), categories: CATEGORIES.map((one) => (one.code === 'facility/lamp' ? { ...one, names: { ...one.names, de: 'Laterne' } } : one)) }
    const { page, asked, close } = await open('categories', state)
    await counted(page, mark('category-row'), 3)
    await page.click(mark('save'))
    await says(page, mark('fault'), /大类/)
    await page.fill(mark('code'), 'roads/pothole')
    await page.click(mark('save'))
    await says(page, mark('fault'), /中文名称/)
    await page.fill(mark('zh'), '坑洼')
    await page.fill(mark('near-m'), '9000')
    await page.click(mark('save'))
    await says(page, mark('fault'), /5000 米/)
    await page.fill(mark('near-m'), '')
    await page.click(mark('save'))
    await page.waitForSelector(`${mark('category-row')}[data-code="roads/pothole"]`)
    await page.click(`${mark('category-row')}[data-code="facility/lamp"] ${mark('edit')}`)
    assert.deepEqual([await page.inputValue(mark('en')), await page.inputValue(mark('near-m'))], ['Street lamp', '20'])
    await page.fill(mark('near-m'), '30')
    await page.click(mark('save'))
    await says(page, `${mark('category-row')}[data-code="facility/lamp"]`, /30 米、24 小时/)
    assert.deepEqual(asked.filter((one) => one.at === 'categories' && one.method === 'POST').map((one) => one.body[0]), [
      { code: 'roads/pothole', names: { zh: '坑洼' }, nearM: 0, nearHours: 0, joinsByItself: false },
      { code: 'facility/lamp', names: { zh: '路灯', en: 'Street lamp', de: 'Laterne' }, nearM: 30, nearHours: 0, joinsByItself: false },
    ])
    await clean(page, 'categories')
    await close()
  })

  await t.test('settings that cannot be read say so, and are read when asked again', async () => {
    const state = { settings: busy(), cut: true }
    const { page, close } = await open('routing', state)
    await page.waitForSelector(mark('again'))
    state.cut = false
    await page.click(mark('again'))
    await page.waitForSelector(mark('rule'))
    await close()
  })

  if (shots)
    for (const [width, height] of [[390, 844], [1366, 768], [1920, 1080], [3840, 2160]])
      for (const lang of ['zh', 'en'])
        for (const [name, state] of [['empty', { settings: empty() }], ['busy', { settings: busy() }]])
          for (const part of ['routing', 'limits', 'calendars', 'sampling', 'categories']) {
            const { page, close } = await openGiven(browser, `/admin/settings/${part}?lang=${lang}`, serverOf(state), { errors, size: [width, height] })
            await page.waitForSelector(`${mark('settings')}[data-state=read] form`)
            await page.waitForSelector(`option[value="${VILLAGE}"]`, { state: 'attached', timeout: 5_000 }).catch(() => undefined)
            await shot(page, `${part}-${name}-${lang}-${width}`)
            await close()
          }

  assert.deepEqual(errors, [])
})
