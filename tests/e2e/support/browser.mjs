import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';

// No sandbox: it wants privileges that a container lacks. The rest keeps Chromium from talking to anybody but us.
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

function installed() {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // The next name.
    }
  }
  throw new Error('no Chromium: as root on Debian or Ubuntu, apt-get install chromium fonts-noto-cjk');
}

export async function openBrowser(t) {
  const browser = await chromium.launch({ executablePath: installed(), args: FLAGS });
  t.after(() => browser.close());
  return browser;
}

/** A wall in the browser: its figures, and every value it ever showed. */
export class Wall {
  static async open(browser, url, { locale = 'en-GB', viewport = { width: 1920, height: 1080 } } = {}) {
    const context = await browser.newContext({ locale, viewport });
    const page = await context.newPage();
    const wall = new Wall(page);
    page.on('pageerror', (error) => wall.errors.push(String(error)));
    page.on('request', (request) => wall.requests.push(request.url()));
    await page.addInitScript(rememberValues);
    await page.goto(url);
    return wall;
  }

  constructor(page) {
    this.page = page;
    /** Uncaught errors of the page's scripts. */
    this.errors = [];
    /** Every address the page asked for. */
    this.requests = [];
  }

  attribute(selector, name) {
    return this.page.locator(selector).first().getAttribute(name);
  }

  async valid() {
    return Number(await this.attribute('[data-test=valid]', 'data-value'));
  }

  /** Code and count of the child regions on screen. */
  children() {
    return this.page
      .locator('[data-test=child]')
      .evaluateAll((all) => Object.fromEntries(all.map((e) => [e.dataset.code, Number(e.dataset.value)])));
  }

  /** Every value of the large number since the page opened, in order. */
  values() {
    return this.page.evaluate(() => window.valuesShown);
  }

  shows(value, ms = 30_000) {
    return this.#attributeIs('[data-test=valid]', 'data-value', [String(value)], ms);
  }

  hasState(states, ms = 30_000) {
    return this.#attributeIs('[data-test=state]', 'data-state', [states].flat(), ms);
  }

  childShows(code, value, ms = 30_000) {
    return this.#attributeIs(`[data-test=child][data-code="${code}"]`, 'data-value', [String(value)], ms);
  }

  async #attributeIs(selector, name, values, ms) {
    const wanted = ([s, n, v]) => v.includes(document.querySelector(s)?.getAttribute(n));
    try {
      await this.page.waitForFunction(wanted, [selector, name, values], { timeout: ms, polling: 'raf' });
    } catch {
      const found = await this.page.evaluate(([s, n]) => document.querySelector(s)?.getAttribute(n), [selector, name]);
      throw new Error(`${selector} ${name}: wanted ${values}, is ${found} after ${ms / 1000} s`);
    }
  }
}

// Runs in the page, before its own scripts.
function rememberValues() {
  window.valuesShown = [];
  const look = () => {
    const shown = document.querySelector('[data-test=valid]')?.getAttribute('data-value');
    if (shown != null && shown !== '' && window.valuesShown.at(-1) !== Number(shown)) window.valuesShown.push(Number(shown));
  };
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, attributes: true, attributeFilter: ['data-value'],
  });
}
