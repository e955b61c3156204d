// The story that first light ends on: 4,984 real cases of San Francisco travel from a file over gRPC to the wall,
// each to its own census tract and its own local day, once, whatever is sent again or killed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { openBrowser, Wall } from './support/browser.mjs';
import { field } from './support/field.mjs';
import { emptyFolder, root } from './support/paths.mjs';
import { casesFile, counted, data, differences, oracle, regionOptions } from './support/sanFrancisco.mjs';
import { startRun } from './support/server.mjs';

const CASES = 4984;
const WATCHED = '2014-09-02';

const replay = (t, server, folder) =>
  field(t, [
    ...['replay', casesFile, '--map', join(root, 'devices/maps/sf311.json'), '--data', folder, '--lang', 'en'],
    ...['--server', server.grpc, '--http', server.http],
  ]);

/** The replay's last word: `replay rows=N opened=N joined=N recorded=N duplicate=N invalid=N retry=N seconds=...` */
function receipts(output) {
  const line = output.match(/^replay rows=.*$/m)?.[0];
  assert.ok(line, output);
  const { seconds, reports_per_s, ...counts } = Object.fromEntries(line.split(' ').slice(1).map((pair) => pair.split('=')));
  return Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, Number(n)]));
}

const NONE = { rows: CASES, opened: 0, joined: 0, recorded: 0, duplicate: 0, invalid: 0, retry: 0 };

test('the San Francisco story', { skip: data.skip, timeout: 600_000 }, async (t) => {
  const folder = await emptyFolder(t);
  const device = await emptyFolder(t);
  const truth = oracle();
  assert.equal(truth.rows.length, CASES);

  let server = await startRun(t, folder, ['--open', ...regionOptions]);
  const browser = await openBrowser(t);
  const wall = await Wall.open(browser, `${server.http}/wall/SF?date=${WATCHED}`);

  await t.test('195 tracts lie under 41 neighbourhoods under one root', async () => {
    const regions = await server.get('/api/v1/regions');
    const below = (parents) => regions.filter((region) => parents.includes(region.parent)).map((region) => region.code);
    const neighbourhoods = below(['SF']);
    const tracts = below(neighbourhoods);
    assert.deepEqual(regions.filter((region) => !region.parent).map((region) => [region.code, region.name]), [['SF', 'San Francisco']]);
    assert.deepEqual([neighbourhoods.length, tracts.length, regions.length], [41, 195, 237]);
    assert.deepEqual(new Set(tracts), new Set(Object.keys(truth.perGrid)));
  });

  await t.test('the wall of a day without reports says 0, live', async () => {
    await wall.hasState('live');
    await wall.shows(0);
  });

  await t.test('all cases are acknowledged as new', async () => {
    const { code, output } = await replay(t, server, device);
    assert.equal(code, 0, output);
    assert.deepEqual(receipts(output), { ...NONE, opened: CASES });
  });

  let first;
  const nothingChanged = async () => {
    const now = await counted(server, truth);
    for (const sum of Object.keys(first)) assert.deepEqual(differences(now[sum], first[sum]), [], sum);
  };
  await t.test('each lies in its own tract, on its own local day', async () => {
    first = await counted(server, truth);
    assert.deepEqual([first.total.valid, first.total.invalid, first.total.opened], [CASES, 0, CASES]);
    for (const sum of ['perGrid', 'perDay', 'perGridAndDay', 'perCategory'])
      assert.deepEqual(differences(first[sum], truth[sum]), [], sum);
  });

  await t.test('the browser that watched all the time ends on 10, and only ever rose', async () => {
    await wall.shows(10);
    const values = await wall.values();
    assert.deepEqual(values, [...values].sort((a, b) => a - b));
    assert.deepEqual([values[0], values.at(-1)], [0, 10]);
    const sum = Object.values(await wall.children()).reduce((a, b) => a + b, 0);
    assert.equal(sum, 10);
  });

  await t.test('a second replay is 4,984 duplicates and changes nothing', async () => {
    const { code, output } = await replay(t, server, device);
    assert.equal(code, 0, output);
    assert.deepEqual(receipts(output), { ...NONE, duplicate: CASES });
    await nothingChanged();
    assert.equal(await wall.valid(), 10);
  });

  await t.test('kill -9 is seen on the wall, which keeps its figure', async () => {
    await server.kill();
    await wall.hasState(['disconnected', 'connecting', 'stale']);
    assert.equal(await wall.valid(), 10);
  });

  await t.test('a restart changes nothing, and the browser comes back by itself', async () => {
    const { port, grpcPort } = server;
    server = await startRun(t, folder, ['--open', ...regionOptions], { port, grpcPort });
    await nothingChanged();
    await wall.hasState('live', 60_000);
    assert.equal(await wall.valid(), 10);
  });

  await t.test('a third replay, after the crash, is 4,984 duplicates still', async () => {
    const { code, output } = await replay(t, server, device);
    assert.equal(code, 0, output);
    assert.deepEqual(receipts(output), { ...NONE, duplicate: CASES });
    await nothingChanged();
  });

  await t.test('in all that time the wall never showed anything but 0 to 10, rising', async () => {
    const values = await wall.values();
    assert.deepEqual(values, [...values].sort((a, b) => a - b));
    assert.equal(values.at(-1), 10);
    assert.deepEqual(wall.errors, []);
  });
});
