// Bad input gets its own reason, and no valid count, issue or steward changes (S8).
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Device, report, status, timestamp } from './support/device.mjs';
import { field } from './support/field.mjs';
import { emptyFolder, fixture, root } from './support/paths.mjs';
import { refusedHost, startHost } from './support/server.mjs';

const MINUTE = 60_000;
const DAY = 86_400_000;
const at = (latitude, longitude) => ({ latitude, longitude, accuracyM: 5 });

const FAULTS = [
  ['a steward that is no text', { stewardId: 'no\u0007body' }, 'steward_malformed'],
  ['no steward where one is needed', { stewardId: '' }, 'steward_missing'],
  ['coordinates (0,0)', { location: at(0, 0) }, 'location_invalid'],
  ['coordinates not a number', { location: at(NaN, 120.005) }, 'location_invalid'],
  ['an infinite coordinate', { location: at(30.005, Infinity) }, 'location_invalid'],
  ['a latitude out of range', { location: at(91, 120.005) }, 'location_invalid'],
  ['observed more than five minutes ahead', { observedAt: timestamp(Date.now() + 6 * MINUTE) }, 'observed_ahead'],
  ['observed too long ago', { observedAt: timestamp(Date.now() - 9 * DAY) }, 'observed_too_old'],
  ['no time of observation', { observedAt: null }, 'observed_missing'],
  ['empty text without a photo', { text: '' }, 'text_missing'],
  ['blank text without a photo', { text: '  \n ' }, 'text_missing'],
  ['over 2,000 characters', { text: '堵'.repeat(2001) }, 'text_too_long'],
  ['a replacement character', { text: 'a branch blocks the d\uFFFDtch' }, 'text_malformed'],
  ['a control character', { text: 'a branch\u0007blocks the ditch' }, 'text_malformed'],
  ['a category over 128 characters', { category: 'x'.repeat(129) }, 'category_malformed'],
  ['a photo id that is no SHA-256', { photoIds: ['../../etc/passwd'] }, 'photo_id_malformed'],
  ['no origin', { origin: 'ORIGIN_UNSPECIFIED' }, 'origin_missing'],
];

test('bad input', { timeout: 240_000 }, async (t) => {
  const folder = await emptyFolder(t);
  const server = await startHost(t, folder, ['--regions', fixture('town.geojson')]);
  const token = await server.token();
  const setUp = await server.post('/api/v1/stewards', [{ id: 's-1', name: '费老师', role: 'steward', homeGrid: 'T-V-1' }], token);
  assert.equal(setUp.status, 200);
  const device = new Device(t, server, token);

  const good = await device.submit(report());
  assert.equal(good.outcome, 'OUTCOME_OPENED');

  /** Everything a fault must not change. */
  const untouched = async () => {
    const { invalidReports, version, ...valid } = await server.day('T');
    const { version: _, ...steward } = await server.get(`/api/v1/stewards/s-1/days/${valid.date}`, token);
    return { valid, steward, issue: await server.get(`/api/v1/issues/${encodeURIComponent(good.issueId)}`) };
  };
  const before = await untouched();
  assert.equal(before.valid.validReports, 1);

  const faulty = FAULTS.map(([name, changes, reason]) => [name, report(changes), reason]);
  for (const [name, one, reason] of faulty)
    await t.test(name, async () => {
      const receipt = await device.submit(one);
      assert.deepEqual([receipt.outcome, receipt.reason, receipt.issueId], ['OUTCOME_INVALID', reason, '']);
      assert.equal(receipt.reportId, one.reportId);
    });

  await t.test('an id that is no UUID is refused and counted nowhere', async () => {
    const receipt = await device.submit(report({ reportId: '4711' }));
    assert.deepEqual([receipt.outcome, receipt.reason], ['OUTCOME_INVALID', 'report_id_malformed']);
  });

  /** Counts of today arrive from below; the expected one is waited for through the grid's own durable row. */
  const invalidReports = async () => (await server.day('T')).invalidReports;

  await t.test('each invalid report is counted once per id, however often it comes', async () => {
    assert.equal(await invalidReports(), FAULTS.length);
    for (const [, one] of faulty) assert.equal((await device.submit(one)).outcome, 'OUTCOME_INVALID');
    assert.equal(await invalidReports(), FAULTS.length);
  });

  await t.test('no valid count, issue or steward changed', async () => assert.deepEqual(await untouched(), before));

  await t.test('a refused report does not consume its id', async () => {
    const [, refused] = faulty[0];
    const corrected = await device.submit({ ...refused, stewardId: 's-1' });
    assert.equal(corrected.outcome, 'OUTCOME_OPENED');
    assert.equal((await device.submit(refused)).outcome, 'OUTCOME_DUPLICATE');
    assert.equal((await server.day('T')).validReports, 2);
  });

  await t.test('2,000 characters, an unknown category and a place outside every polygon are a person\'s right', async () => {
    const receipt = await device.submit(report({ text: '堵'.repeat(2000), category: 'no/such', gridCode: '', location: at(10, 10) }));
    assert.equal(receipt.outcome, 'OUTCOME_OPENED');
    assert.equal(receipt.gridCode, 'T-V-1');
    assert.deepEqual(receipt.reason.split(' ').sort(), ['category_unknown', 'place_unsure']);
  });

  await t.test('over 500 reports a batch ends the stream, after the earlier batch is acknowledged', async () => {
    const { acks, code, details } = await device.stream([
      { sequence: 1, reports: [report()] },
      { sequence: 2, reports: Array.from({ length: 501 }, () => report()) },
    ]);
    assert.deepEqual(acks.map((ack) => [ack.sequence, ack.receipts.map((r) => r.outcome)]), [[1, ['OUTCOME_OPENED']]]);
    assert.equal(code, status.INVALID_ARGUMENT);
    assert.match(details, /500/);
  });

  await t.test('a sequence that does not increase ends the stream', async () => {
    const { acks, code, details } = await device.stream([
      { sequence: 7, reports: [report()] },
      { sequence: 7, reports: [report()] },
    ]);
    assert.equal(acks.length, 1);
    assert.equal(code, status.INVALID_ARGUMENT);
    assert.match(details, /sequence/);
  });

  await t.test('without the token nothing is taken', async () => {
    for (const stranger of [new Device(t, server), new Device(t, server, 'x'.repeat(token.length))])
      await assert.rejects(stranger.submit(report()), { code: status.UNAUTHENTICATED });
    assert.equal((await server.post('/api/v1/stewards', [{ id: 'x', name: 'x', homeGrid: 'T-V-1' }])).status, 401);
    assert.equal((await server.post('/api/v1/categories', [{ code: 'x/y' }], 'wrong')).status, 401);
  });

  await t.test('HTTP: unknown region, issue, steward, day and a body that is no list have a code each', async () => {
    const answer = async (path) => {
      const response = await fetch(server.http + path, { headers: { authorization: `Bearer ${token}` } });
      const { error } = await response.json();
      assert.ok(error.message && error.messageZh, path);
      return [response.status, error.code];
    };
    const answers = [
      await answer('/api/v1/regions/nowhere/days/today'),
      await answer('/api/v1/regions/T/days/2016-02-31'),
      await answer('/api/v1/issues/nothing'),
      await answer('/api/v1/stewards/nobody/days/today'),
    ];
    assert.deepEqual(answers.map(([code]) => code), [404, 400, 404, 404]);
    assert.equal(new Set(answers.map(([, code]) => code)).size, 4);
    const body = await server.post('/api/v1/stewards', { id: 'not a list' }, token);
    assert.equal(body.status, 400);
    const half = [{ id: 's-9', name: '甲', homeGrid: 'T-V-1' }, { id: 's-10', name: '乙', homeGrid: 'nowhere' }];
    assert.equal((await server.post('/api/v1/stewards', half, token)).status, 400);
    assert.equal((await answer('/api/v1/stewards/s-9/days/today'))[0], 404);
  });

  await t.test('a malformed region file: file, line and column', async () => {
    const broken = join(folder, 'broken.geojson');
    await writeFile(broken, '{\n  "type": "FeatureCollection",\n  "features": [ oops ]\n}\n');
    const { code, output } = await refusedHost(t, join(folder, 'other'), ['--regions', broken]);
    assert.notEqual(code, 0);
    assert.match(output, /broken\.geojson/);
    assert.match(output, /\b3\b\D+\b17\b/);
  });

  await t.test('a region file whose tree does not hold together names the feature', async () => {
    const town = JSON.parse(await readFile(fixture('town.geojson'), 'utf8'));
    town.features.at(-1).properties.code = 'T-V-1';
    const doubled = join(folder, 'doubled.geojson');
    await writeFile(doubled, JSON.stringify(town));
    const { code, output } = await refusedHost(t, join(folder, 'other'), ['--regions', doubled]);
    assert.notEqual(code, 0);
    assert.match(output, /T-V-1/);
  });

  const addresses = [
    ...['--server', server.grpc, '--http', server.http, '--token-file', join(folder, 'device-token')],
    ...['--data', join(folder, 'field'), '--lang', 'en'],
  ];

  await t.test('a malformed CSV: line and column, and nothing was sent', async () => {
    const csv = join(folder, 'cases.csv');
    await writeFile(csv, 'CaseID,Opened,Category\n1,"2014-09-02 10:00:00",A\n2,"2014-09-02 1"1:00:00,B\n');
    const total = await server.settledTotal('T');
    const { code, output } = await field(t, ['replay', csv, '--map', join(root, 'devices/maps/sf311.json'), ...addresses]);
    assert.notEqual(code, 0);
    assert.match(output, /line|行/i);
    assert.match(output, /column|列/i);
    assert.deepEqual(await server.settledTotal('T'), total);
  });

  await t.test('a malformed map: line and column', async () => {
    const csv = join(folder, 'one.csv');
    const map = join(folder, 'map.json');
    await writeFile(csv, 'id,time\n1,2014-09-02 10:00:00\n');
    await writeFile(map, '{\n  "name": "x",\n  "id": oops\n}\n');
    const { code, output } = await field(t, ['replay', csv, '--map', map, ...addresses]);
    assert.notEqual(code, 0);
    assert.match(output, /map\.json/);
    assert.match(output, /\b3\b\D+\b9\b/);
  });
});
