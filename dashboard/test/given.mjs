// A page whose calls below `api/v1/` are answered by the test, and axe over what it shows.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { openPage } from './browser.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** With SHOTS=FOLDER pictures are left there. */
export const shots = process.env.SHOTS
if (shots) mkdirSync(shots, { recursive: true })

/** Figures of a table whose head is hidden, as on a telephone, and which do not say themselves what they count. */
const bareFigures = () =>
  [...document.querySelectorAll('table')].filter((table) => table.tHead && getComputedStyle(table.tHead).display === 'none').flatMap((table) => [...table.querySelectorAll('td:not([data-label])')])
    .map((cell) => cell.textContent.trim()).filter((text) => /^[\d\s.,:%–—-]+$/.test(text))

/** Nothing that axe calls serious or critical, and no figure without its name. */
export async function clean(page, where) {
  assert.deepEqual(await page.evaluate(bareFigures), [], where)
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  assert.deepEqual(violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${where}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`), [])
}

export const shot = async (page, name) => shots && page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })

/** `answers`: `METHOD path` to (body, query, headers) => [status, answer]; status 0 cuts the line. What they do not name is the mock's. */
export async function openGiven(browser, path, answers, more = {}) {
  const asked = []
  const opened = await openPage(browser, '/favicon.svg', { size: [1366, 768], ...more, mock: { at: '2016-06-13T08:40:00Z', ...more.mock } })
  await opened.page.route('**/api/v1/**', async (route) => {
    const request = route.request()
    const url = new URL(request.url())
    const at = url.pathname.split('/api/v1/')[1]
    const answer = answers[`${request.method()} ${at}`]
    if (!answer) return route.continue()
    const body = /json/.test(request.headers()['content-type'] ?? '') ? request.postDataJSON() : null
    asked.push({ at, method: request.method(), body, query: url.searchParams })
    const [status, json] = await answer(body, url.searchParams, request.headers())
    if (status === 0) return route.abort()
    await route.fulfill({ status, json }).catch(() => undefined) // a page that has gone on waits for no answer
  })
  await opened.page.goto(`${opened.origin}${path}`)
  return { ...opened, asked }
}

export const signedIn = (...permissions) => ({
  'GET session': () => [200, { kind: 'person', id: 'sun', name: '孙工', roles: [{ role: 'system_admin', region: '330483100', unit: '' }], permissions }],
})
