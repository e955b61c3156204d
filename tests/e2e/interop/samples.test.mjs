// The samples of docs/samples against the shipped server, and what they are told read by libraries that are not ours.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { follow } from '../../../docs/samples/follow.mjs';
import { isOurs, receiver } from '../../../docs/samples/receive.mjs';
import { report } from '../../../docs/samples/report.mjs';
import { emptyFolder, fixture } from '../support/paths.mjs';
import { startHost } from '../support/server.mjs';

const PASSWORD = 'correct horse battery';

async function done(promise) {
  const { status, body } = await promise;
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

test('a client reports, follows and is told', { timeout: 120_000 }, async (t) => {
  const data = await emptyFolder(t);
  const server = await startHost(t, data, ['--regions', fixture('town.geojson')]);
  const admin = (await readFile(join(data, 'admin-token'), 'utf8')).trim();
  const { key } = await done(server.post('/api/v1/services', { name: '城市 App' }, admin));

  let secret;
  const deliveries = [];
  let fail = true;
  const told = receiver(() => secret, async (event, headers, body) => {
    deliveries.push({ event, headers, body });
    if (fail) { fail = false; throw new Error('not yet'); } // the first try: it comes again
    told.emit('event', event);
  });
  told.listen(0, '127.0.0.1');
  await once(told, 'listening');
  t.after(() => told.close());
  ({ secret } = await done(server.post('/api/v1/hooks', { name: '城市', url: `http://127.0.0.1:${told.address().port}/` }, admin)));

  const stop = new AbortController();
  t.after(() => stop.abort());
  const stream = follow(server.http, stop.signal);
  const first = stream.next();

  const words = { service: 'unclassified', lat: 30.005, long: 120.005, words: '路面坑洼', id: '7' };
  const id = await report(server.http, key, words);
  assert.equal(await report(server.http, key, words), id);
  await assert.rejects(report(server.http, 'none', words), (refused) => refused.status === 403 && !refused.again);

  // Somebody at the desk takes it on.
  await done(server.post('/api/v1/people', { id: 'shen', name: '沈' }, admin));
  await done(server.post('/api/v1/people/shen/grants', { role: 'dispatcher', region: 'T' }, admin));
  await done(server.post('/api/v1/people/shen/password', { password: PASSWORD }, admin));
  const { accessToken } = await done(server.post('/api/v1/session?use=token', { person: 'shen', password: PASSWORD }));
  const took = once(told, 'event');
  await done(server.post(`/api/v1/desk/issues/${id}/steps`, { commandId: randomUUID(), version: 1, step: 'accept' }, accessToken));

  const [event] = await took;
  assert.deepEqual([event.subject, event.data.stage], [id, 'accepted']);
  assert.deepEqual((await first).value, event, 'the stream tells the same event');
  assert.deepEqual(deliveries.map((one) => one.event.id), [event.id, event.id], 'a repeat is known by its id');

  const { headers, body } = deliveries.at(-1);
  assert.deepEqual(new Webhook(secret).verify(body, headers), event);
  assert.throws(() => new Webhook(secret).verify(body.replace('accepted', 'declined'), headers));
  assert.equal(isOurs(secret, headers, `${body} `), false);
  assert.equal(isOurs(secret, headers, body, Number(headers['webhook-timestamp']) + 301), false, 'replayed later');
  const read = HTTP.toEvent({ headers, body });
  assert.equal(read.validate(), true);
  assert.deepEqual([read.id, read.source, read.type], [event.id, 'urn:realtimegov:T', 'realtimegov.issue.moved']);
});
