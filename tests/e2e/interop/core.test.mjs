// gRPC's C core (Debian's python3-grpcio) against our server in a process of its own: the official cases, and what
// core/*.py adds to them. A tap in between reads on the wire which messages were compressed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coreCases, coreIsMissing, describeProtos } from './support/core.mjs';
import { startFixture } from './support/fixture.mjs';
import { OFFICIAL, reported } from './support/reported.mjs';
import { WireTap } from './support/wireTap.mjs';

const BEYOND = ['large_metadata', 'duplicate_metadata', 'many_large_calls', 'stalled_stream', 'health_check', 'health_watch', 'reflection'];

const FLAGS = {
  client_compressed_unary: { requests: [false, true, false], responses: [false, false] },
  server_compressed_unary: { requests: [false, false], responses: [true, false] },
  client_compressed_streaming: { requests: [false, true, true], responses: [false] },
  server_compressed_streaming: { requests: [false], responses: [true, false] },
};

test("gRPC's C core", { skip: coreIsMissing, timeout: 120_000 }, async (t) => {
  const server = await startFixture(t);
  const descriptors = await describeProtos(t);

  await reported(t, coreCases(t, server.target, descriptors, ...OFFICIAL, ...BEYOND), [...OFFICIAL, ...BEYOND]);

  for (const name of ['cancel_after_begin', 'cancel_after_first_response'])
    await t.test(`${name} reaches the handler`, () => server.child.line(new RegExp(`^cancelled core_${name}$`), 5_000));

  const tap = await WireTap.start(t, server.port);
  for (const [name, flags] of Object.entries(FLAGS))
    await t.test(`${name} on the wire`, async (t) => {
      tap.forget();
      assert.equal((await coreCases(t, tap.target, descriptors, name).end()).code, 0);
      assert.deepEqual(tap.compressed(), flags);
    });
});
