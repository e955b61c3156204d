// Administration in a real browser against the shipped server of three silos, while reports flow and a wall hangs open.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Device, report } from './support/device.mjs';
import { openBrowser, Wall } from './support/browser.mjs';
import { emptyFolder, fixture } from './support/paths.mjs';
import { startHost } from './support/server.mjs';

const GRIDS = ['T-V-1', 'T-V-2', 'T-W-1'];
const COUNTED = ['OUTCOME_OPENED', 'OUTCOME_JOINED', 'OUTCOME_RECORDED'];

const mark = (name, rest = '') => `[data-test=${name}]${rest}`;
const chip = (code) => mark('grid-chip', `[data-code="${code}"]`);
const silo = (name) => mark('silo', `[data-silo="${name}"]`);

/** Reports without pause until told to stop; each is sent until it has a receipt that lasts. */
class Load {
  #running = true;
  #loops;
  /** Ids by the receipt's outcome. */
  counted = new Set();
  sent = 0;

  constructor(device, grids) {
    this.#loops = grids.map((grid) => this.#report(device, grid));
  }

  async #report(device, gridCode) {
    while (this.#running) {
      const reports = Array.from({ length: 5 }, () => report({ gridCode }));
      this.sent += reports.length;
      for (let waiting = reports; waiting.length > 0; ) {
        const { acks, code } = await device.stream([{ sequence: 1, reports: waiting }]);
        assert.equal(code, 0);
        const receipts = acks.flatMap((ack) => ack.receipts);
        for (const { reportId, outcome } of receipts) if (COUNTED.includes(outcome)) this.counted.add(reportId);
        waiting = waiting.filter(({ reportId }) => receipts.some((r) => r.reportId === reportId && r.outcome === 'OUTCOME_RETRY'));
      }
    }
  }

  /** Resolves when so many more reports are counted than now. */
  async flows(more) {
    const enough = this.counted.size + more;
    const until = Date.now() + 30_000;
    while (this.counted.size < enough) {
      assert.ok(Date.now() < until, `${this.counted.size} counted, wanted ${enough}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async stop() {
    this.#running = false;
    await Promise.all(this.#loops);
  }
}

async function becomes(page, selector, attribute, value, ms = 20_000) {
  await page
    .waitForFunction(([s, a, v]) => document.querySelector(s)?.getAttribute(a) === v, [selector, attribute, String(value)], { timeout: ms })
    .catch(async () => assert.fail(`${selector} ${attribute}: wanted ${value}, is ${await page.evaluate(([s, a]) => document.querySelector(s)?.getAttribute(a), [selector, attribute])}`));
}

const attribute = (page, selector, name) => page.locator(selector).first().getAttribute(name);

test('administration moves work while nobody at the wall notices', { timeout: 240_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), ['--open', '--silos', '3', '--regions', fixture('town.geojson')]);
  await server.post('/api/v1/stewards', [{ id: 's-1', name: '费老师', role: 'steward', homeGrid: 'T-V-1' }]);
  await server.post('/api/v1/categories', [{ code: 'parts/manhole', names: { zh: '井盖', en: 'Manhole cover' } }]);
  const device = new Device(t, server);
  const browser = await openBrowser(t);
  const wall = await Wall.open(browser, `${server.http}/wall/T?lang=en`);
  await wall.hasState('live');
  await wall.shows(0);

  const errors = [];
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.addInitScript(() => localStorage.setItem('realtimegov.by', 'Ada'));
  await page.goto(`${server.http}/admin?lang=en`);
  await becomes(page, mark('state'), 'data-state', 'live');
  assert.equal(await page.locator(mark('silo')).count(), 3);
  assert.equal(await page.locator(mark('ask-token')).count(), 0); // an open server asks for none

  const load = new Load(device, GRIDS);
  await load.flows(30);
  // Answers once, if the page asks who it is.
  const named = async () => {
    const ask = page.locator(mark('by-text'));
    if (await ask.isVisible().catch(() => false)) {
      await ask.fill('Ada');
      await page.locator(mark('by-send')).click();
    }
  };
  const audited = (action, subject) =>
    page.waitForSelector(mark('audit-line', `[data-action="${action}"]${subject ? `[data-subject="${subject}"]` : ''}`), { timeout: 20_000 });

  await t.test('a grid is moved by menu while it reports, back and forth', async () => {
    for (let move = 0; move < 4; move++) {
      const from = await attribute(page, chip('T-V-1'), 'data-silo');
      const to = ['silo-1', 'silo-2', 'silo-3'].find((name) => name !== from);
      await page.locator(chip('T-V-1')).click();
      await page.locator(mark('menu-move', `[data-silo="${to}"]`)).click();
      await named();
      await becomes(page, chip('T-V-1'), 'data-silo', to);
      await becomes(page, chip('T-V-1'), 'data-moving', 'false');
      await load.flows(30);
    }
    await audited('move', 'T-V-1');
    const { lines } = await server.get('/api/v1/placement/audit');
    assert.deepEqual(lines.map((l) => [l.seq, l.action, l.subject, l.by]), [4, 3, 2, 1].map((seq) => [seq, 'move', 'T-V-1', 'Ada']));
  });

  await t.test('every silo is drained and refilled in turn', async () => {
    for (const name of ['silo-1', 'silo-2', 'silo-3']) {
      await page.locator(`${silo(name)} ${mark('drain')}`).click();
      await page.locator(mark('confirm-yes')).click();
      await becomes(page, silo(name), 'data-state', 'draining');
      await becomes(page, silo(name), 'data-grids', 0);
      await load.flows(30);
      await page.locator(`${silo(name)} ${mark('refill')}`).click();
      await page.locator(mark('confirm-yes')).click();
      await becomes(page, silo(name), 'data-state', 'live');
      await load.flows(30);
      await audited('drain', name);
      await audited('refill', name);
    }
  });

  await t.test('a plan is shown with its pictures and applied', async () => {
    // All on one silo, as a careless hand would leave them: then there is something to plan.
    for (const grid of GRIDS) assert.equal((await server.post('/api/v1/placement/moves', { grid, silo: 'silo-1', pin: false, by: 'Ada' })).status, 200);
    await becomes(page, silo('silo-1'), 'data-grids', 3);
    await load.flows(60);
    await page.locator(mark('plan-ask')).click();
    await page.waitForSelector(mark('plan-move'));
    const moves = await page.locator(mark('plan-move')).evaluateAll((all) => all.map((e) => [e.dataset.code, e.dataset.from, e.dataset.to]));
    assert.equal(moves.length, 2);
    assert.ok(moves.every(([, from, to]) => from === 'silo-1' && to !== 'silo-1'), JSON.stringify(moves));
    const [before, after] = [await attribute(page, mark('imbalance'), 'data-before'), await attribute(page, mark('imbalance'), 'data-after')].map(Number);
    assert.ok(after < before, `${before} -> ${after}`);
    await page.locator(mark('apply')).click();
    await page.waitForSelector(mark('plan'), { state: 'detached' });
    for (const [code, , to] of moves) await becomes(page, chip(code), 'data-silo', to);
    await audited('apply');
    await load.flows(30);
  });

  await t.test('the wall has lost nothing, repeated nothing, and never went back', async () => {
    await load.stop();
    assert.equal(load.counted.size, load.sent);
    await wall.shows(load.sent);
    assert.equal((await server.day('T')).validReports, load.sent);
    const values = await wall.values();
    assert.deepEqual(values, [...values].sort((a, b) => a - b));
    assert.equal(values.at(-1), load.sent);
    assert.ok(values.length > 50, `${values.length} numbers`); // it was alive all the while
    assert.deepEqual([...wall.errors, ...errors], []);
  });
});

test('administration of a server that is not open asks for the admin token', { timeout: 120_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), ['--silos', '3', '--regions', fixture('town.geojson')]);
  const token = (await readFile(join(server.data, 'admin-token'), 'utf8')).trim();
  assert.equal((await fetch(`${server.http}/api/v1/placement`)).status, 401);
  const device = (await readFile(join(server.data, 'device-token'), 'utf8')).trim();
  assert.equal((await fetch(`${server.http}/api/v1/placement`, { headers: { authorization: `Bearer ${device}` } })).status, 401);

  const browser = await openBrowser(t);
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(`${server.http}/admin?lang=en`);
  await page.locator(mark('token-text')).fill(device);
  await page.locator(mark('token-send')).click();
  await page.waitForSelector(`${mark('ask-token')} [role=alert]`);
  assert.equal(await page.locator(mark('silo')).count(), 0);
  await page.locator(mark('token-text')).fill(token);
  await page.locator(mark('token-send')).click();
  await becomes(page, mark('state'), 'data-state', 'live');
  assert.equal(await page.locator(mark('silo')).count(), 3);
});
