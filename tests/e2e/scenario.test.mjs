// 13 June 2016 in Wuzhen: at 16:40 the wall of the command room read 36, Wuxing village's steward alone three.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser, Wall } from './support/browser.mjs';
import { emptyFolder } from './support/paths.mjs';
import { startRun } from './support/server.mjs';

const DAY = '2016-06-13';
const TOWN = '330483100';
const WUXING = '330483100217';
const STEWARD = 'WZ-1232';

test('the demo day of Wuzhen', { timeout: 300_000 }, async (t) => {
  const folder = await emptyFolder(t);
  const server = await startRun(t, folder, ['--scenario', `wuzhen-${DAY}`, '--speed', '3600']);
  const [, address] = await server.child.line(/^watch\s+(http\S+)/);
  assert.match(address, new RegExp(`^${server.http}/wall/${TOWN}\\?date=${DAY}$`));

  const wall = await Wall.open(await openBrowser(t), address, { locale: 'zh-CN' });
  const regions = await server.get('/api/v1/regions');
  assert.equal(regions.find((region) => region.code === WUXING).name, '五星村');
  await t.test('30 villages, 82 grids, 8 trades', () => {
    const count = (...kinds) => regions.filter((region) => kinds.includes(region.kind)).length;
    assert.deepEqual([count('village', 'community'), count('grid'), count('trade')], [30, 82, 8]);
  });

  await t.test('at 16:40 the town reads 36', async () => {
    await wall.shows(36, 120_000);
    assert.equal((await server.day(TOWN, DAY)).validReports, 36);
  });

  await t.test('and Wuxing village three, in the browser and the API', async () => {
    await wall.childShows(WUXING, 3);
    const day = await server.day(TOWN, DAY);
    assert.equal(day.children.find((child) => child.code === WUXING).validReports, 3);
    assert.equal(day.children.reduce((sum, child) => sum + child.validReports, 0), 36);
    assert.equal((await server.day(WUXING, DAY)).validReports, 3);
    assert.equal((await server.get(`/api/v1/stewards/${STEWARD}/days/${DAY}`, await server.token())).validReports, 3);
  });

  await t.test('it is marked as a demonstration', async () => {
    assert.equal((await server.get('/api/v1/about')).demo, true);
    assert.match(await wall.page.locator('body').innerText(), /演示/);
  });

  await t.test('Ctrl-C on ./run ends the server and the demo', async () => {
    const { code } = await server.child.stop('SIGINT');
    assert.equal(code, 130);
    assert.throws(() => process.kill(server.pid, 0), { code: 'ESRCH' });
  });
});
