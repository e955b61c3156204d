// Our own client, in a process of its own, against a server made by others: @grpc/grpc-js's. What that one cannot do
// (compress its responses) a server does that knows no gRPC. A tap in between reads the flags on the wire.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixtureCommand } from './support/fixture.mjs';
import { startCompressing, startGrpcJs } from './support/foreignServer.mjs';
import { OFFICIAL, reported } from './support/reported.mjs';
import { WireTap } from './support/wireTap.mjs';

const BY_THE_OTHER = ['server_compressed_unary', 'server_compressed_streaming'];
const CASES = [...OFFICIAL.filter((name) => !BY_THE_OTHER.includes(name)), 'large_metadata', 'duplicate_metadata', 'many_large_calls', 'stalled_stream'];

const client = (t, port, ...cases) => fixtureCommand(t, 'client', `http://127.0.0.1:${port}`, ...cases);

test("our client and grpc-js's server", { timeout: 90_000 }, async (t) => {
  const port = await startGrpcJs(t);
  await reported(t, client(t, port, ...CASES), CASES);
  const tap = await WireTap.start(t, port);
  for (const [name, requests] of [['client_compressed_unary', [true]], ['client_compressed_streaming', [true, true, true, true]], ['large_unary', [false]]])
    await t.test(`${name} on the wire`, async (t) => {
      tap.forget();
      assert.equal((await client(t, tap.port, name).end()).code, 0);
      assert.deepEqual(tap.compressed().requests, requests);
    });
});

test('our client and a server that compresses', { timeout: 60_000 }, async (t) => {
  const tap = await WireTap.start(t, await startCompressing(t));
  for (const name of BY_THE_OTHER)
    await t.test(name, async (t) => {
      tap.forget();
      const child = client(t, tap.port, name);
      assert.equal((await child.end()).code, 0, child.output);
      assert.deepEqual(tap.compressed().responses, [true, false]);
    });
});
