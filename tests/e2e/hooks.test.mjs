// Webhooks across kill -9: steps go on being acknowledged while the server dies under its deliveries, twice. Every step that was
// acknowledged is told, in an issue's order, and what is told twice says the same under the same id.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { receiver } from '../../docs/samples/receive.mjs';
import { Device, report } from './support/device.mjs';
import { emptyFolder, fixture } from './support/paths.mjs';
import { startHost } from './support/server.mjs';

const ISSUES = 60;
const DISPATCHERS = 4;
const KILLED_AT = [20, 40];
const GRIDS = ['T-V-1', 'T-V-2', 'T-W-1'];
const PASSWORD = 'correct horse battery';

/** A second try comes after a second, so only few are not taken. */
const NOT_TAKEN_EVERY = 25;

async function done(promise) {
  const { status, body } = await promise;
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

/** Whether the line broke, as it does to a server that was killed; not what it answered. */
const isOfTheLine = (error) => error instanceof TypeError || error instanceof SyntaxError;

test('each step that was acknowledged is told to a hook, whenever the server was killed', { timeout: 240_000 }, async (t) => {
  const data = await emptyFolder(t);
  let server;
  let device;
  const start = async () => {
    server = await startHost(t, data, ['--regions', fixture('town.geojson')]);
    device = new Device(t, server, await server.token());
  };
  await start();
  const admin = (await readFile(join(data, 'admin-token'), 'utf8')).trim();
  await done(server.post('/api/v1/people', { id: 'shen', name: '沈' }, admin));
  await done(server.post('/api/v1/people/shen/grants', { role: 'dispatcher', region: 'T' }, admin));
  await done(server.post('/api/v1/people/shen/password', { password: PASSWORD }, admin));
  const signIn = async () => (await done(server.post('/api/v1/session?use=token', { person: 'shen', password: PASSWORD }))).accessToken;
  let dispatcher = await signIn();

  let secret;
  const bodies = new Map(); // event id -> what it said first
  const taken = [];
  let tried = 0;
  const told = receiver(() => secret, async (event, headers, body) => {
    assert.equal(headers['webhook-id'], event.id);
    assert.equal(body, bodies.get(event.id) ?? body, `${event.id} says another thing the second time`);
    bodies.set(event.id, body);
    if (++tried % NOT_TAKEN_EVERY === 0) throw new Error('not now');
    taken.push(event);
    told.emit('told');
  });
  told.listen(0, '127.0.0.1');
  await once(told, 'listening');
  t.after(() => told.close());
  ({ secret } = await done(server.post('/api/v1/hooks', { name: '城市', url: `http://127.0.0.1:${told.address().port}/` }, admin)));

  const issues = await Promise.all(
    Array.from({ length: ISSUES }, async (_, at) => {
      const receipt = await device.submit(report({ gridCode: GRIDS[at % GRIDS.length], category: `parts/kind-${at}`, text: `number ${at}` }));
      assert.equal(receipt.outcome, 'OUTCOME_OPENED');
      return receipt.issueId;
    }),
  );

  let acknowledged = 0;
  let restarted = Promise.resolve();
  const kill = async () => {
    await server.kill();
    await start();
    dispatcher = await signIn();
  };
  const accept = async (issue) => {
    const step = { commandId: randomUUID(), version: 1, step: 'accept' };
    for (;;) {
      await restarted;
      try {
        const { status, body } = await server.post(`/api/v1/desk/issues/${issue}/steps`, step, dispatcher);
        assert.equal(status, 200, JSON.stringify(body));
      } catch (error) {
        if (!isOfTheLine(error)) throw error;
        continue; // the same command again, as a browser's retry is
      }
      if (KILLED_AT.includes(++acknowledged)) restarted = kill();
      return;
    }
  };
  const waiting = [...issues];
  await Promise.all(
    Array.from({ length: DISPATCHERS }, async () => {
      for (let issue = waiting.pop(); issue; issue = waiting.pop()) await accept(issue);
    }),
  );

  const untold = () => issues.filter((issue) => !taken.some((event) => event.data.issueId === issue));
  while (untold().length) await once(told, 'told');
  assert.deepEqual(new Set(taken.map((event) => event.data.issueId)), new Set(issues), 'of no other issue');
  const versions = new Map();
  for (const { id, data: { issueId, version } } of taken) {
    assert.ok(version > (versions.get(issueId) ?? 0), `${id} comes after version ${versions.get(issueId)}`);
    versions.set(issueId, version);
  }
  assert.ok(tried > taken.length, 'some was not taken at first');
  const [hook] = await server.get('/api/v1/hooks', admin);
  assert.equal(hook.undelivered, 0);
});
