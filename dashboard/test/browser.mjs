// What the tests of pages share: a page against the mock, behind a proxy if wanted.
import assert from 'node:assert/strict'
import { startProxy } from '../mock/proxy.mjs'
import { startMock } from '../mock/server.mjs'

export const mark = (name) => `[data-test=${name}]`

/** `errors` takes what the page throws. */
export async function openPage(browser, path, { mock = {}, proxy, locale = 'zh-CN', size = [1920, 1080], errors = [] } = {}) {
  const server = await startMock(mock)
  const between = proxy ? await startProxy(server.port, proxy) : null
  const context = await browser.newContext({ locale, viewport: { width: size[0], height: size[1] } })
  // Of a test that failed too: a server that listens keeps the process alive.
  context.on('close', () => Promise.all([between?.close(), server.close()]))
  const page = await context.newPage()
  const strangers = []
  const origin = `http://127.0.0.1:${between?.port ?? server.port}`
  page.on('request', (r) => r.url().startsWith(`${origin}${proxy?.prefix ?? ''}/`) || strangers.push(r.url()))
  page.on('pageerror', (e) => errors.push(String(e)))
  await page.goto(`${origin}${proxy?.prefix ?? ''}${path}`)
  const becomes = (selector, attribute, wanted, timeout = 30_000) =>
    page.waitForFunction(([s, a, w]) => document.querySelector(s)?.getAttribute(a) === w, [selector, attribute, wanted], { timeout, polling: 50 })
  async function close() {
    await context.close()
    await between?.close()
    await server.close()
  }
  return { page, server, origin, strangers, becomes, close }
}

/** Waits until there are so many: what is read in parts, or drawn with the next frame, is not there the moment that something else is. */
export async function counted(page, selector, wanted) {
  await page.waitForFunction(([s, n]) => document.querySelectorAll(s).length === n, [selector, wanted]).catch(async () => {
    assert.equal(await page.locator(selector).count(), wanted, selector)
  })
}

/** Waits until one of them says this. */
export async function says(page, selector, words) {
  await page
    .waitForFunction(([s, source, flags]) => [...document.querySelectorAll(s)].some((one) => new RegExp(source, flags).test(one.innerText)), [selector, words.source, words.flags])
    .catch(async () => assert.match((await page.locator(selector).allInnerTexts()).join('\n'), words))
}
