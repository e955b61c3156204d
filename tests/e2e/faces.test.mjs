// A town's first day on its own pages, against the shipped server: the first administrator, people and devices, a steward's
// phone, the desk of two dispatchers and a handler, and the answer that comes back. One server, nobody let in without a credential.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { openBrowser } from './support/browser.mjs';
import { emptyFolder, fixture, root } from './support/paths.mjs';
import { startHost } from './support/server.mjs';

const PASSWORD = 'correct horse battery';
const WITHIN = { timeout: 20_000 };
const STEWARD_SCRIPT_BYTES = 200_000;
const axe = await readFile(createRequire(join(root, 'dashboard', 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');
const mark = (name) => `[data-test=${name}]`;
/** A folder for the pictures of docs/first-week.md; without it none are made. */
const PICTURES = process.env.REALTIMEGOV_PICTURES;
const shot = async (page, name) => {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
};

test('the faces', { timeout: 300_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), ['--regions', fixture('town.geojson')]);
  const token = await server.token();
  assert.equal((await server.post('/api/v1/stewards', [{ id: 's-1', name: '费老师', role: 'steward', homeGrid: 'T-V-1' }], token)).status, 200);
  assert.equal((await server.post('/api/v1/categories', [{ code: 'parts/lamp', names: { zh: '路灯', en: 'Street lamp' } }], token)).status, 200);
  const browser = await openBrowser(t);
  const strangers = [];
  const errors = [];

  async function somebody({ locale = 'zh-CN', width = 1366, height = 768 } = {}) {
    const context = await browser.newContext({ locale, viewport: { width, height } });
    context.setDefaultTimeout(WITHIN.timeout);
    const page = await context.newPage();
    watch(page);
    return { context, page };
  }
  function watch(page) {
    page.on('request', (r) => r.url().startsWith(server.http) || /^(data|blob):/.test(r.url()) || strangers.push(r.url()));
    page.on('pageerror', (e) => errors.push(String(e)));
    page.on('console', (m) => /Content Security Policy/.test(m.text()) && errors.push(m.text()));
  }
  async function signIn(page, person, next = '/desk') {
    await page.goto(`${server.http}/sign-in?next=${encodeURIComponent(next)}`);
    await page.fill(mark('person'), person);
    await page.fill(mark('password'), PASSWORD);
    await page.click(mark('sign-in-send'));
    await page.waitForSelector(mark('who'));
  }
  async function clean(page, where) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    const grave = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
    assert.deepEqual(grave.map((v) => `${where}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${n.any[0]?.message ?? ''}`).join(' | ')}`), []);
  }
  const stage = (page, wanted) => page.waitForSelector(`${mark('issue')}[data-stage=${wanted}]`);
  const day = () => server.day('T');

  const admin = await somebody();
  await t.test('the first administrator is led from the link on the terminal to the people', async () => {
    const link = (await readFile(join(server.data, 'setup-link'), 'utf8')).trim();
    await admin.page.goto(link);
    await admin.page.fill('[name=person]', 'ren.lei');
    await admin.page.fill('[name=name]', '任磊');
    await admin.page.fill('[name=password]', PASSWORD);
    await admin.page.click('button');
    await admin.page.click('#next a');
    await admin.page.click(mark('sign-in-send'));
    assert.match(await admin.page.locator('#person-wrong').innerText(), /登录名/);
    await admin.page.fill(mark('person'), 'ren.lei');
    await admin.page.fill(mark('password'), 'not this one at all');
    await admin.page.click(mark('sign-in-send'));
    await admin.page.waitForSelector(mark('refused'));
    assert.equal(await admin.page.inputValue(mark('person')), 'ren.lei');
    await clean(admin.page, 'sign-in');
    await admin.page.fill(mark('password'), PASSWORD);
    await admin.page.click(mark('sign-in-send'));
    await admin.page.waitForSelector(`${mark('people')} ${mark('person-row')}[data-id="ren.lei"]`);
    assert.equal(await admin.page.locator(mark('open')).count(), 0);
    await admin.page.waitForSelector(`${mark('first-steps')}[data-next=dispatcher]`);
  });

  await t.test('people get a role and a password, and what is missing is said beside its field', async () => {
    const add = async (person, name, role, region) => {
      await admin.page.click(mark('add'));
      await admin.page.fill(mark('given-person'), person);
      await admin.page.fill(mark('given-name'), name);
      await admin.page.selectOption(mark('given-role'), role);
      await admin.page.selectOption(mark('given-region'), region);
      await admin.page.fill(mark('given-password'), PASSWORD);
      await admin.page.click(mark('save'));
    };
    await admin.page.click(mark('add'));
    await admin.page.click(mark('save'));
    assert.match(await admin.page.locator('#w-person').innerText(), /登录名/);
    assert.match(await admin.page.locator('#w-password').innerText(), /12/);
    await clean(admin.page, 'add somebody');
    await shot(admin.page, 'admin-missing');
    await admin.page.keyboard.press('Escape');
    for (const [person, name, role, region] of [['shen', '沈燕', 'dispatcher', 'T'], ['lu', '陆平', 'dispatcher', 'T'], ['wang', '王强', 'handler', 'T-V'], ['xu', '徐镇', 'leader', 'T']]) {
      await add(person, name, role, region);
      await admin.page.waitForSelector(`${mark('person-row')}[data-id=${person}] ${mark('grant')}[data-role=${role}]`);
    }
    await add('shen', '另一个', 'handler', 'T-V');
    await admin.page.waitForSelector(mark('refused'));
    assert.equal(await admin.page.inputValue(mark('given-name')), '另一个');
    await admin.page.keyboard.press('Escape');
    await admin.page.waitForSelector(`${mark('first-steps')}[data-next=device]`);
    await clean(admin.page, 'people');
    await shot(admin.page, 'admin-people');
  });

  const phone = await somebody({ width: 390, height: 844 });
  await t.test('a phone is registered by a QR code', async () => {
    await admin.page.goto(`${server.http}/admin/devices`);
    await admin.page.fill(mark('steward'), 's-9');
    await admin.page.click(mark('look'));
    assert.match(await admin.page.locator(mark('refused')).innerText(), /s-9/);
    await admin.page.fill(mark('steward'), 's-1');
    await admin.page.click(mark('look'));
    await admin.page.click(mark('invite'));
    await admin.page.waitForSelector(mark('qr'));
    await clean(admin.page, 'devices');
    await shot(admin.page, 'admin-qr');
    const link = await admin.page.locator(mark('code')).getAttribute('data-link');
    assert.match(link, /\/steward#[A-Z0-9]+-[A-Z0-9]+$/);
    await phone.page.goto(link);
    await clean(phone.page, 'register');
    await phone.page.click(mark('enrol-send'));
    await phone.page.waitForSelector(`${mark('steward')}[data-steward=s-1] ${mark('compose')}`);
    assert.equal(new URL(phone.page.url()).hash, '');
  });

  await t.test('the phone page is light', async () => {
    const fresh = await somebody({ width: 390, height: 844 });
    await fresh.page.goto(`${server.http}/steward`);
    await fresh.page.waitForSelector(mark('enrol'));
    const bytes = await fresh.page.evaluate(() => performance.getEntriesByType('resource').filter((e) => /\.js(\?|$)/.test(e.name)).reduce((sum, e) => sum + e.transferSize, 0));
    console.log(`the phone page loads ${(bytes / 1000).toFixed(1)} kB of script`);
    assert.ok(bytes > 10_000 && bytes < STEWARD_SCRIPT_BYTES, `${bytes} bytes of script`);
    await fresh.context.close();
  });

  const shen = await somebody();
  await t.test('an empty desk says so, and a report appears on it by itself', async () => {
    await signIn(shen.page, 'shen');
    await shen.page.waitForSelector(mark('empty'));
    await clean(shen.page, 'an empty desk');
    await phone.page.setInputFiles(mark('shoot'), { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(64)]) });
    await phone.page.waitForFunction((s) => document.querySelector(s).textContent.includes('视频'), mark('wrong'));
    await phone.page.setInputFiles(mark('shoot'), { name: 'lamp.png', mimeType: 'image/png', buffer: picture(60, 70, 90) });
    await phone.page.waitForSelector(mark('picture'));
    await phone.page.fill(mark('text'), '桥东头路灯不亮');
    await phone.page.selectOption(mark('category'), 'parts/lamp');
    await clean(phone.page, 'a report');
    await shot(phone.page, 'steward-report');
    await phone.page.click(mark('send'));
    await phone.page.waitForSelector(`${mark('item')}[data-state=sent]`);
    await shen.page.waitForSelector(mark('line'));
    assert.match(await shen.page.locator(mark('line')).innerText(), /路灯/);
    assert.equal((await day()).validReports, 1);
  });

  await t.test('the short road: two keys, and the proposed holder has it', async () => {
    await shen.page.focus(mark('queue'));
    await shen.page.keyboard.press('Enter');
    await stage(shen.page, 'open');
    assert.match(await shen.page.locator(mark('report')).innerText(), /桥东头路灯不亮/);
    await shen.page.waitForFunction((s) => document.querySelector(s)?.naturalWidth > 0, `${mark('report')} ${mark('photo')}`);
    await clean(shen.page, 'an issue');
    await shot(shen.page, 'desk-issue');
    await shen.page.keyboard.press('r');
    await shen.page.waitForSelector(`${mark('step-form')}[data-step=route]`);
    await clean(shen.page, 'a step');
    await shot(shen.page, 'desk-route');
    await shen.page.keyboard.press('Enter');
    await stage(shen.page, 'routed');
    await shen.page.waitForSelector(`${mark('holder')}[data-value=T-V]`);
    await shen.page.waitForSelector(`${mark('event')}[data-what=routed][data-by=shen]`);
  });

  await t.test('two dispatchers on one issue: the second is told, and what was typed is still there', async () => {
    const lu = await somebody({ locale: 'en-GB' });
    await signIn(lu.page, 'lu', new URL(shen.page.url()).pathname);
    await stage(lu.page, 'routed');
    await lu.page.keyboard.press('q');
    await lu.page.fill('textarea', 'Which side of the bridge?');
    await shen.page.keyboard.press('l');
    await shen.page.waitForSelector(`${mark('step-form')}[data-step=classify]`);
    await shen.page.locator(mark('step-form')).getByText('紧急', { exact: true }).click();
    await shen.page.fill('textarea', '学校门口');
    await shen.page.click(mark('take'));
    await shen.page.waitForSelector(mark('done'));
    await lu.page.waitForSelector(mark('changed'));
    assert.match(await lu.page.locator(mark('changed')).innerText(), /沈燕.*Classified/);
    await shot(lu.page, 'desk-changed-en');
    await lu.page.click(mark('take'));
    await lu.page.waitForFunction((s) => !document.querySelector(s)?.disabled, mark('take'));
    assert.equal(await lu.page.inputValue('textarea'), 'Which side of the bridge?');
    await stage(lu.page, 'routed');
    await lu.page.click(mark('take'));
    await stage(lu.page, 'asked');
    await lu.context.close();
  });

  await t.test('the steward is asked, and answers', async () => {
    await phone.page.click(mark('tab-inbox'));
    await phone.page.fill(mark('reply-text'), '桥东');
    await clean(phone.page, 'answers');
    await shot(phone.page, 'steward-asked');
    await phone.page.click(mark('reply-send'));
    await phone.page.waitForSelector(`${mark('answer')}[data-stage=routed]`);
    await stage(shen.page, 'routed');
  });

  const wang = await somebody();
  await t.test('a cut line, a reload and an ended session lose nothing that a handler wrote, and nothing is done twice', async () => {
    await signIn(wang.page, 'wang', new URL(shen.page.url()).pathname);
    await stage(wang.page, 'routed');
    await wang.page.keyboard.press('e');
    await wang.page.keyboard.press('Control+Enter');
    await wang.page.waitForSelector('.el-form-item__error');
    await wang.page.fill('textarea', '已换灯泡');
    await wang.page.setInputFiles(mark('field-photos'), { name: 'after.png', mimeType: 'image/png', buffer: picture(250, 230, 140) });
    await wang.page.waitForSelector(mark('picked'));
    await wang.context.setOffline(true);
    await wang.page.click(mark('take'));
    await wang.page.waitForSelector(mark('refused'));
    assert.match(await wang.page.locator(mark('refused')).innerText(), /没有应答/);
    await wang.context.setOffline(false);
    await wang.page.reload();
    await stage(wang.page, 'routed');
    await wang.page.keyboard.press('e');
    assert.equal(await wang.page.inputValue('textarea'), '已换灯泡');

    await admin.page.evaluate(() => fetch('/api/v1/people/wang/sessions', { method: 'DELETE' }));
    await wang.page.click(mark('take'));
    await wang.page.waitForSelector(mark('refused'));
    assert.match(await wang.page.locator(mark('refused')).innerText(), /登录已结束/);
    await wang.page.getByRole('link', { name: '重新登录' }).click();
    await wang.page.fill(mark('person'), 'wang');
    await wang.page.fill(mark('password'), PASSWORD);
    await wang.page.click(mark('sign-in-send'));
    await stage(wang.page, 'routed');
    await wang.page.keyboard.press('e');
    assert.equal(await wang.page.inputValue('textarea'), '已换灯泡');
    await wang.page.click(mark('take'));
    await stage(wang.page, 'answered');
    assert.equal(await wang.page.locator(`${mark('event')}[data-what=resolved]`).count(), 1);
    assert.match(await wang.page.locator(`${mark('event')}[data-what=resolved]`).innerText(), /已换灯泡/);
  });

  await t.test('the answer comes back with its photo, and is rated once', async () => {
    await phone.page.click(mark('tab-report'));
    await phone.page.click(mark('tab-inbox'));
    await phone.page.waitForSelector(`${mark('answer')}[data-stage=answered] ${mark('picture')}`);
    assert.equal(await phone.page.locator(mark('answer-text')).innerText(), '已换灯泡');
    await shot(phone.page, 'steward-answer');
    await phone.page.click(mark('rate-5'));
    await phone.page.waitForSelector(`${mark('answer')}[data-stage=closed]`);
    await shen.page.waitForSelector(`${mark('event')}[data-what=rated]`);
  });

  await t.test('without a network a report waits on the phone, with the page closed too, and is counted once', async () => {
    const before = (await day()).validReports;
    await phone.page.waitForFunction(async () => (await (await caches.open('realtimegov-steward')).keys()).length > 3);
    await phone.context.setOffline(true);
    await phone.page.click(mark('tab-report'));
    await phone.page.fill(mark('text'), '垃圾桶倒在路边');
    await phone.page.click(mark('send'));
    await phone.page.waitForSelector(`${mark('item')}[data-state=waiting]`);
    await phone.page.waitForSelector(mark('offline'));
    await shot(phone.page, 'steward-offline');
    await phone.page.close();
    phone.page = await phone.context.newPage();
    watch(phone.page);
    await phone.page.goto(`${server.http}/steward`); // without a network: what the phone has put aside
    await phone.page.waitForSelector(`${mark('item')}[data-state=waiting]`);
    await phone.page.close();
    assert.equal((await day()).validReports, before);
    await phone.context.setOffline(false);
    phone.page = await phone.context.newPage();
    watch(phone.page);
    await phone.page.goto(`${server.http}/steward`);
    await phone.page.waitForFunction((s) => document.querySelectorAll(s).length === 2, `${mark('item')}[data-state=sent]`);
    assert.equal(await phone.page.locator(mark('item')).count(), 2);
    const after = await day();
    assert.equal(after.validReports, before + 1);
  });

  await t.test('a leader sees today’s figures, nothing overdue, and goes on to the issues', async () => {
    const xu = await somebody({ width: 390, height: 844 });
    await signIn(xu.page, 'xu', '/lead');
    await xu.page.waitForSelector(`${mark('figure')}[data-figure=validReports][data-value="2"]`);
    await xu.page.waitForSelector(mark('no-overdue'));
    await xu.page.waitForSelector(`${mark('open-now')}[data-value="1"]`);
    await clean(xu.page, 'leader');
    await shot(xu.page, 'leader');
    await xu.context.close();
  });

  await t.test('in English every word is English but names and what people wrote', async () => {
    const lu = await somebody({ locale: 'en-GB' });
    await signIn(lu.page, 'lu');
    await lu.page.waitForSelector(mark('line'));
    const words = (await lu.page.locator('body').innerText()).replaceAll(/测试镇|[一二]村|第[一二]网格|陆平|中文/g, '');
    assert.doesNotMatch(words, /\p{Script=Han}/u);
    await lu.context.close();
  });

  await t.test('whoever signs out is out, and comes back to where they were', async () => {
    const here = new URL(shen.page.url()).pathname;
    await shen.page.click(mark('sign-out'));
    await shen.page.waitForSelector(mark('sign-in-page'));
    await shen.page.goto(server.http + here);
    await shen.page.waitForSelector(mark('sign-in-page'));
    await shen.page.fill(mark('person'), 'shen');
    await shen.page.fill(mark('password'), PASSWORD);
    await shen.page.click(mark('sign-in-send'));
    await stage(shen.page, 'closed');
  });

  await t.test('a desk whose server stops says how old its list is, and keeps it', async () => {
    await shen.page.goto(`${server.http}/desk`);
    await shen.page.waitForSelector(mark('line'));
    await server.kill();
    await shen.page.waitForSelector(mark('stale'));
    assert.equal(await shen.page.locator(mark('line')).count(), 1);
  });

  await t.test('nothing is fetched from elsewhere, and no script fails', () => {
    assert.deepEqual(strangers, []);
    assert.deepEqual(errors, []);
  });
});

/** A PNG of one colour, 400 by 300: a photo that needs no file. */
function picture(...colour) {
  const [width, height] = [400, 300];
  const row = Buffer.concat([Buffer.from([0]), Buffer.concat(Array(width).fill(Buffer.from(colour)))]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(Array(height).fill(row)))), chunk('IEND', Buffer.alloc(0)),
  ]);
}
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
