// A town that asks its administrators for a second factor, from its first start: the link on the terminal, the page on which the factor is
// set, and the sign-in that asks for it, against the shipped server.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { emptyFolder, fixture } from './support/paths.mjs';
import { startHost } from './support/server.mjs';

const PASSWORD = 'correct horse battery';
const mark = (name) => `[data-test=${name}]`;

/** As an authenticator counts it (RFC 6238); `ahead` in half minutes, of which the server takes one. */
function codeOf(secret, ahead = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac('sha1', key).update(step).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('administrators set a second factor before they administer', { timeout: 180_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), ['--administrator-codes', '--regions', fixture('town.geojson')]);
  const browser = await openBrowser(t);
  const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto((await readFile(join(server.data, 'setup-link'), 'utf8')).trim());
  await page.fill('[name=person]', 'ren.lei');
  await page.fill('[name=name]', '任磊');
  await page.fill('[name=password]', PASSWORD);
  await page.click('button');
  await page.click('#next a');
  await page.fill(mark('person'), 'ren.lei');
  await page.fill(mark('password'), PASSWORD);
  await page.click(mark('sign-in-send'));

  // Nobody is locked out: the first page is where the factor is set.
  await page.waitForSelector(`${mark('account')} ${mark('needed')}`);
  assert.equal(await page.locator(mark('way-people')).count(), 0);
  await page.click(mark('begin'));
  const secret = await page.locator(mark('secret')).getAttribute('data-value');
  const first = codeOf(secret, 0);
  await page.fill(mark('code'), first === '000000' ? '000001' : '000000');
  await page.click(mark('confirm'));
  await page.waitForFunction(() => document.querySelector('#code-wrong').textContent.includes('动态码'));
  await page.fill(mark('code'), codeOf(secret, 0));
  await page.click(mark('confirm'));
  await page.waitForSelector(mark('done'));

  await page.click(mark('again'));
  await page.fill(mark('person'), 'ren.lei');
  await page.fill(mark('password'), PASSWORD);
  await page.click(mark('sign-in-send'));
  await page.waitForSelector(mark('code'));
  await page.fill(mark('code'), first === '000000' ? '000001' : '000000');
  await page.click(mark('sign-in-send'));
  await page.waitForFunction(() => document.querySelector('#code-wrong').textContent.includes('动态码'));
  await page.fill(mark('code'), codeOf(secret, 1)); // a code opens once: the next one
  await page.click(mark('sign-in-send'));
  await page.waitForSelector(mark('way-people'));
  await page.goto(`${server.http}/account`);
  await page.waitForSelector(`${mark('state')}[data-value=true]`);
  assert.deepEqual(errors, []);
});
