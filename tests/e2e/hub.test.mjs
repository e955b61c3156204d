// The /live hub as npm's own SignalR client sees it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { within } from './support/child.mjs';
import { Device, report } from './support/device.mjs';
import { emptyFolder, fixture } from './support/paths.mjs';
import { startHost } from './support/server.mjs';

/** A connection that keeps every frame and lets a test wait for one, past or future. */
class Screen {
  #waiters = [];

  constructor(t, server) {
    this.frames = [];
    this.connection = new HubConnectionBuilder().withUrl(`${server.http}/live`).configureLogging(LogLevel.None).build();
    t.after(() => this.connection.stop());
    for (const event of ['counts', 'grids', 'feed', 'beat'])
      this.connection.on(event, (frame) => {
        this.frames.push({ event, frame });
        this.#waiters = this.#waiters.filter(({ wanted, resolve }) => !(wanted({ event, frame }) && (resolve(frame), true)));
      });
  }

  of(event, region) {
    return this.frames.filter((f) => f.event === event && f.frame.region === region).map((f) => f.frame);
  }

  next(event, what, wanted = () => true) {
    const matches = (f) => f.event === event && wanted(f.frame);
    const seen = this.frames.find(matches);
    if (seen) return Promise.resolve(seen.frame);
    return within(15_000, `${event} ${what}`, new Promise((resolve) => this.#waiters.push({ wanted: matches, resolve })));
  }

  call(method, ...args) {
    return within(10_000, method, this.connection.invoke(method, ...args));
  }
}

const steward = (id, homeGrid) => ({ id, name: '费老师', role: 'steward', homeGrid, households: 10 });
const dayIn = (zone, ms) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(ms);

test('the hub', { timeout: 120_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), ['--open', '--regions', fixture('town.geojson')]);
  assert.equal((await server.post('/api/v1/stewards', [steward('s-1', 'T-V-1'), steward('s-2', 'T-W-1')])).status, 200);
  assert.equal((await server.post('/api/v1/categories', [{ code: 'parts/manhole', names: { zh: '井盖', en: 'Manhole' } }])).status, 200);
  const device = new Device(t, server);
  const screen = new Screen(t, server);
  await screen.connection.start();
  const today = dayIn('Asia/Shanghai', Date.now());

  await t.test('Watch answers with the day as it is, absolute', async () => {
    await screen.call('Watch', 'T');
    const counts = await screen.next('counts', 'of T', (frame) => frame.region === 'T');
    assert.deepEqual(
      [counts.date, counts.today, counts.validReports, counts.awaitingReview, counts.invalidReports, counts.version],
      [today, true, 0, 0, 0, 0],
    );
    assert.deepEqual(counts.children.map((child) => [child.code, child.validReports]).sort(), [['T-V', 0], ['T-W', 0]]);
    assert.ok(Math.abs(Date.parse(counts.at) - Date.now()) < 60_000, counts.at);
  });

  let sent;
  await t.test('a report arrives as counts, grids and feed of one version', async () => {
    sent = report();
    const receipt = await device.submit(sent);
    assert.equal(receipt.outcome, 'OUTCOME_OPENED');
    const counts = await screen.next('counts', 'with one', (frame) => frame.region === 'T' && frame.validReports === 1);
    assert.deepEqual(counts.byCategory, { 'parts/manhole': 1 });
    assert.deepEqual([counts.openedIssues, counts.awaitingReview], [1, 1]);
    assert.deepEqual(counts.children.map((child) => [child.code, child.validReports]).sort(), [['T-V', 1], ['T-W', 0]]);
    const grids = await screen.next('grids', 'with one', (frame) => frame.region === 'T' && frame.version === counts.version);
    assert.deepEqual(
      grids.grids.map((grid) => [grid.code, grid.name, grid.validReports]).sort(),
      [['T-V-1', '一村第一网格', 1], ['T-V-2', '一村第二网格', 0], ['T-W-1', '二村第一网格', 0]],
    );
    const feed = await screen.next('feed', 'with one', (frame) => frame.region === 'T' && frame.items.length === 1);
    assert.deepEqual(Object.keys(feed.items[0]).sort(), ['category', 'gridCode', 'key', 'observedAt']);
    assert.equal(feed.items[0].gridCode, 'T-V-1');
    assert.notEqual(feed.items[0].key, sent.reportId); // whose report it was is nobody's to find out
  });

  await t.test('the API says the same, with the same version', async () => {
    const day = await server.day('T');
    const last = screen.of('counts', 'T').at(-1);
    assert.deepEqual([day.validReports, day.version, day.date], [1, last.version, today]);
  });

  await t.test('versions of a region only rise, whatever is sent', async () => {
    for (let n = 0; n < 40; n++) await device.submit(report({ stewardId: n % 2 ? 's-1' : 's-2', gridCode: n % 2 ? 'T-V-2' : 'T-W-1' }));
    await screen.next('counts', 'with 41', (frame) => frame.region === 'T' && frame.validReports === 41);
    for (const event of ['counts', 'grids', 'feed']) {
      const versions = screen.of(event, 'T').map((frame) => frame.version);
      assert.deepEqual(versions, [...versions].sort((a, b) => a - b), event);
    }
    const valid = screen.of('counts', 'T').map((frame) => frame.validReports);
    assert.deepEqual(valid, [...valid].sort((a, b) => a - b));
  });

  await t.test('a duplicate changes no count', async () => {
    const again = await device.submit(sent);
    assert.deepEqual([again.outcome, again.gridCode], ['OUTCOME_DUPLICATE', 'T-V-1']);
    assert.equal((await server.day('T')).validReports, 41);
  });

  await t.test('WatchDay shows another day, and a late report reaches it', async () => {
    const yesterday = dayIn('Asia/Shanghai', Date.now() - 86_400_000);
    await screen.call('WatchDay', 'T-V', yesterday);
    const empty = await screen.next('counts', 'of yesterday', (frame) => frame.region === 'T-V');
    assert.deepEqual([empty.date, empty.today, empty.validReports], [yesterday, false, 0]);
    const ms = Date.now() - 86_400_000;
    await device.submit(report({ observedAt: { seconds: Math.floor(ms / 1000), nanos: 0 } }));
    const late = await screen.next('counts', 'of yesterday with one', (frame) => frame.region === 'T-V' && frame.validReports === 1);
    assert.equal(late.date, yesterday);
    assert.equal((await server.day('T')).validReports, 41);
  });

  await t.test('Unwatch ends the frames of that region and of no other', async () => {
    await screen.call('Unwatch', 'T-V');
    const frames = screen.frames.filter((f) => f.frame.region === 'T-V').length;
    const ms = Date.now() - 86_400_000;
    await device.submit(report({ observedAt: { seconds: Math.floor(ms / 1000), nanos: 0 } }));
    await device.submit(report());
    await screen.next('counts', 'of T with 42', (frame) => frame.region === 'T' && frame.validReports === 42);
    assert.equal(screen.frames.filter((f) => f.frame.region === 'T-V').length, frames);
  });

  await t.test('an unknown region and a date that is none are said so, and the connection stays', async () => {
    await assert.rejects(screen.call('Watch', 'nowhere'), /nowhere|unknown|region/i);
    await assert.rejects(screen.call('WatchDay', 'T', '2016-02-31'), /date|day|2016-02-31/i);
    await screen.call('Watch', 'T-W');
    assert.equal((await screen.next('counts', 'of T-W', (frame) => frame.region === 'T-W')).validReports, 20);
  });

  await t.test('a beat tells the age of what stands still', async () => {
    const beats = () => screen.frames.filter((f) => f.event === 'beat').length;
    const before = beats();
    const beat = await within(10_000, 'a beat', new Promise((resolve) => screen.connection.on('beat', resolve)));
    assert.ok(Math.abs(Date.parse(beat.at) - Date.now()) < 60_000);
    assert.ok(beats() > before);
  });
});
