// The wall's pages in Chinese and English, in a real browser against the shipped server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Device, report } from './support/device.mjs';
import { openBrowser, Wall } from './support/browser.mjs';
import { emptyFolder, fixture } from './support/paths.mjs';
import { startHost } from './support/server.mjs';

const HAN = /\p{Script=Han}/u;

test('the wall', { timeout: 180_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), ['--open', '--regions', fixture('town.geojson')]);
  await server.post('/api/v1/stewards', [{ id: 's-1', name: '费老师', role: 'steward', homeGrid: 'T-V-1' }]);
  await server.post('/api/v1/categories', [{ code: 'parts/manhole', names: { zh: '井盖', en: 'Manhole cover' } }]);
  const device = new Device(t, server);
  const browser = await openBrowser(t);

  const secret = 'the widow at number 7';
  for (let n = 0; n < 3; n++) await device.submit(report({ text: secret }));
  await device.submit(report({ gridCode: 'T-W-1', text: secret }));

  const walls = {};
  for (const lang of ['zh', 'en'])
    await t.test(`in ${lang}: the figures, live`, async () => {
      const wall = (walls[lang] = await Wall.open(browser, `${server.http}/wall/T?lang=${lang}`));
      await wall.hasState('live');
      await wall.shows(4);
      assert.deepEqual(await wall.children(), { 'T-V': 3, 'T-W': 1 });
      assert.equal(await wall.page.locator('[data-test=feed-item]').count(), 4);
      assert.match(await wall.page.locator('html').getAttribute('lang'), new RegExp(`^${lang}`));
      assert.ok(Number(await wall.attribute('[data-version]', 'data-version')) > 0);
    });

  await t.test('each language says it in its own words', async () => {
    const text = async (lang) => (await walls[lang].page.locator('body').innerText()).replaceAll(/[测试镇一二村第网格]/g, '');
    const [zh, en] = [await text('zh'), await text('en')];
    assert.match(zh, /有效/);
    assert.match(zh, /井盖/);
    assert.match(en, /valid/i);
    assert.match(en, /Manhole cover/);
    const switchToChinese = /中文|中|简体/g;
    assert.doesNotMatch(en.replaceAll(switchToChinese, ''), HAN);
  });

  await t.test('a browser that wants Chinese gets Chinese', async () => {
    const wall = await Wall.open(browser, `${server.http}/wall/T`, { locale: 'zh-CN' });
    await wall.shows(4);
    assert.match(await wall.page.locator('body').innerText(), /有效/);
  });

  await t.test('a report sent now reaches both within moments, without a reload', async () => {
    await device.submit(report());
    await Promise.all(Object.values(walls).map((wall) => wall.shows(5)));
    await walls.en.childShows('T-V', 4);
  });

  await t.test('text and reporter stay off the wall', async () => {
    for (const wall of Object.values(walls)) {
      const html = await wall.page.content();
      assert.ok(!html.includes(secret));
      assert.ok(!html.includes('费老师'));
    }
  });

  await t.test('the address decides the day, and the root has the shortest one', async () => {
    const past = await Wall.open(browser, `${server.http}/wall/T-V?date=2020-02-29`);
    await past.hasState('live');
    await past.shows(0);
    const root = await Wall.open(browser, `${server.http}/`);
    await root.shows(5);
    walls.past = past;
    walls.root = root;
  });

  await t.test('an unknown region says so instead of showing a number', async () => {
    const wall = await Wall.open(browser, `${server.http}/wall/nowhere?lang=en`);
    await wall.page.waitForFunction(() => /nowhere/.test(document.body.innerText), undefined, { timeout: 15_000 });
    const shown = await wall.page.locator('[data-test=valid]').count();
    assert.ok(shown === 0 || (await wall.attribute('[data-test=valid]', 'data-value')) in { '': 1, null: 1 });
  });

  await t.test('nothing is fetched from elsewhere, and no script fails', () => {
    for (const wall of Object.values(walls)) {
      assert.deepEqual(wall.errors, []);
      const foreign = wall.requests.filter((url) => !url.startsWith(server.http) && !/^(data|blob):/.test(url));
      assert.deepEqual(foreign, []);
    }
  });

  await t.test('it fits a wall, a laptop and a telephone without a sideways scroll', async () => {
    for (const [width, height] of [[1920, 1080], [1366, 768], [390, 844]]) {
      await walls.zh.page.setViewportSize({ width, height });
      const overflow = await walls.zh.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${overflow} px too wide at ${width}`);
    }
  });

  await t.test('a wall whose server stops says that its figures are old, and keeps them', async () => {
    await server.kill();
    await walls.en.hasState(['disconnected', 'connecting', 'stale']);
    assert.equal(await walls.en.valid(), 5);
  });
});
