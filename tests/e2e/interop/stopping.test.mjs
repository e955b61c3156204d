// GOAWAY from either side with streams open, and the end of the process.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import grpc from '@grpc/grpc-js';
import { emptyFolder, fixture } from '../support/paths.mjs';
import { startHost } from '../support/server.mjs';
import { startFixture } from './support/fixture.mjs';
import { RawConnection, frame } from './support/rawCall.mjs';
import { TestClient, asking, metadata } from './support/testService.mjs';

const { status } = grpc;
const EMPTY = frame(Buffer.alloc(0));
const NO_ERROR = 0;

test('a server that is told to stop says GOAWAY, ends its streams and is gone', { timeout: 60_000 }, async (t) => {
  const server = await startFixture(t);
  const client = new TestClient(t, server.target);
  const raw = new RawConnection(t, server.url);

  const duplex = client.duplex(metadata(['x-grpc-test-echo-initial', 'here']));
  duplex.call.write(asking(7));
  await duplex.count(1);
  const output = client.output({ response_parameters: [{ size: 1 }, { size: 1, interval_us: 60_000_000 }] });
  await output.count(1);
  const halfOpen = raw.open('/grpc.testing.TestService/FullDuplexCall');
  halfOpen.stream.write(EMPTY);
  await once(halfOpen.stream, 'response');

  const asked = performance.now();
  server.child.process.kill('SIGTERM');
  for (const { ended } of [duplex, output]) {
    const { status: end } = await ended;
    assert.deepEqual([end.code, end.details], [status.UNAVAILABLE, 'the server is stopping: send again']);
  }
  assert.equal((await halfOpen.ended).status, status.UNAVAILABLE);
  assert.deepEqual(raw.goaways, [], 'whoever has its half open still can read the status in peace');
  assert.deepEqual(await server.child.end(10_000), { code: 0, signal: null });
  assert.ok(raw.goaways.length > 0 && raw.goaways.every(({ code }) => code === NO_ERROR), JSON.stringify(raw.goaways));
  assert.ok(performance.now() - asked < 5_000, 'it stops within 5 s');

  const { status: late } = await client.unary('EmptyCall', {}, undefined, { deadline: Date.now() + 5_000 });
  assert.equal(late.code, status.UNAVAILABLE);
});

test('what ships does so too', { timeout: 60_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), ['--regions', fixture('town.geojson'), '--open']);
  const raw = new RawConnection(t, server.grpc);
  const stream = raw.open('/realtimegov.v1.FieldGateway/StreamReports');
  await once(stream.stream, 'response');
  const watch = raw.open('/grpc.health.v1.Health/Watch');
  watch.stream.end(EMPTY);
  await once(watch.stream, 'data');
  server.child.process.kill('SIGTERM');
  assert.equal((await stream.ended).status, status.UNAVAILABLE);
  assert.deepEqual(raw.goaways, []);
  assert.equal((await watch.ended).status, status.UNAVAILABLE);
  assert.equal((await server.child.end(15_000)).code, 0);
  assert.ok(raw.goaways.every(({ code }) => code === NO_ERROR), JSON.stringify(raw.goaways));
});

test('a call that was open when the client said GOAWAY is answered', { timeout: 20_000 }, async (t) => {
  const server = await startFixture(t);
  const raw = new RawConnection(t, server.url);
  const call = raw.open('/grpc.testing.TestService/FullDuplexCall');
  await once(call.stream, 'response');
  raw.session.goaway(NO_ERROR);
  call.stream.end(EMPTY);
  assert.equal((await call.ended).status, status.OK);
});
