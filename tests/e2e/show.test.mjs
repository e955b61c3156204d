// ./run --demo: a town that reports, a storm, a silo drained and refilled, a plan applied; the number on the wall only climbs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser, Wall } from './support/browser.mjs';
import { Child } from './support/child.mjs';
import { emptyFolder, root } from './support/paths.mjs';
import { startRun } from './support/server.mjs';

const TOWN = '330483100';

test('the show', { timeout: 420_000 }, async (t) => {
  const storm = 20_000;
  const server = await startRun(t, await emptyFolder(t), ['--demo', '--open', '--seed', 7, '--speed', 60, '--show-every', 6, '--storm', storm]);
  const wall = await Wall.open(await openBrowser(t), `${server.http}/wall/${TOWN}?lang=en`);
  await wall.hasState('live');
  const { silos } = await server.get('/api/v1/placement');
  assert.deepEqual(silos.map(({ name, state }) => `${name} ${state}`), ['silo-1 live', 'silo-2 live', 'silo-3 live']);

  await t.test('a storm: the wall says so, and all of it counts', async () => {
    const said = wall.page.waitForSelector('[data-test=storm]', { timeout: 90_000 });
    await server.child.line(/storm: 20,000 /, 90_000);
    await said;
    const [, sent, counted] = await server.child.line(/the storm is over: ([\d,]+) 条发出 sent, ([\d,]+) 条计入 counted/, 90_000);
    assert.deepEqual([sent, counted], ['20,000', '20,000']);
  });

  await t.test('a silo is drained and refilled, the busiest grids crowded together, and a plan spreads them', async () => {
    const [, drained] = await server.child.line(/清空 (silo-\d) drained/, 60_000);
    const [, refilled] = await server.child.line(/恢复 (silo-\d) refilled/, 60_000);
    assert.equal(refilled, drained);
    await server.child.line(/12 busiest grids crowded/, 60_000);
    await server.child.line(/plan applied|nothing to move/, 60_000);
    const { lines } = await server.get('/api/v1/placement/audit');
    const actions = lines.map((line) => line.action).reverse();
    assert.deepEqual(actions.slice(0, 3), ['drain', 'refill', 'move']);
    assert.equal(actions.filter((action) => action === 'move').length, 12);
    assert.ok(lines.every((line) => line.by === '演示 demo'));
  });

  await t.test('today has yesterday and a week ago to be compared with', async () => {
    await server.child.line(/reports for the hours already past/);
    const { date } = await server.day(TOWN);
    for (const ago of [1, 7]) {
      const day = new Date(Date.parse(date) - ago * 86_400_000).toISOString().slice(0, 10);
      await wall.page.waitForSelector(`[data-test=compared][data-row=whole][data-day="${day}"][data-value="40"]`, { timeout: 90_000 });
      assert.equal((await server.day(TOWN, day)).validReports, 40);
    }
  });

  await t.test('the number on the wall never fell', async () => {
    const values = await wall.values();
    assert.deepEqual(values, [...values].sort((a, b) => a - b));
    assert.ok(values.length > 20, `${values.length} numbers`);
    assert.ok(values.at(-1) > storm);
    assert.deepEqual(wall.errors, []);
    assert.ok(!/this act failed/.test(server.child.output), server.child.output);
  });

  await t.test('the offices have worked: accepted, answered, closed, and cards for what was late', async () => {
    await server.child.line(/办理 offices: \d+ 人 people/, 60_000);
    for (const figure of ['accepted', 'answered', 'closed', 'yellow'])
      await wall.page.waitForSelector(`[data-test=funnel] [data-test=${figure}]:not([data-value="0"])`, { timeout: 120_000 });
    assert.ok(!/offices were refused|offices stay closed/.test(server.child.output), server.child.output);
  });

  await t.test('Ctrl-C ends all of it', async () => assert.equal((await server.child.stop('SIGINT')).code, 130));
});

test('./run names the options of the demo, and refuses them without it', async (t) => {
  const run = async (...args) => {
    const child = new Child(`${root}/run`, args);
    t.after(() => child.stop('SIGKILL'));
    const { code } = await child.end();
    return { code, output: child.output };
  };
  const { output } = await run('--help');
  for (const option of ['--rate', '--seed', '--no-show', '--show-every', '--storm']) assert.ok(output.includes(`  ${option} `), option);
  assert.deepEqual(await run('--storm', '5'), { code: 2, output: 'run: --storm wants --demo; ./run --help' });
  assert.deepEqual(await run('--no-show'), { code: 2, output: 'run: --no-show wants --demo; ./run --help' });
});
