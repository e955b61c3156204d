// Calls that the server ends before the client has said its last word: thousands on one connection are no reason for the
// web server beneath to reset calls, or the connection, as an attack (ENHANCE_YOUR_CALM).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import grpc from '@grpc/grpc-js';
import { emptyFolder, fixture } from '../support/paths.mjs';
import { startHost } from '../support/server.mjs';
import { coreCases, coreIsMissing, describeProtos } from './support/core.mjs';
import { startFixture } from './support/fixture.mjs';
import { RawConnection, frame } from './support/rawCall.mjs';
import { TestClient, metadata } from './support/testService.mjs';

const { status } = grpc;
const CALLS = 3_000; // Kestrel resets calls beyond 2,000 of which it counts each for 5 s.
const AT_ONCE = 50;
const NO_MESSAGE = Buffer.from([0xff, 0xff, 0xff]);
const INPUT = '/grpc.testing.TestService/StreamingInputCall';
const REPORTS = '/realtimegov.v1.FieldGateway/StreamReports';

/** Runs `call` so many times, AT_ONCE at a time; how often each result came. */
async function tally(calls, call) {
  const results = {};
  let left = calls;
  const worker = async () => {
    while (left-- > 0) {
      const result = await call();
      results[result] = (results[result] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

test(`${CALLS} calls that end early, on one connection`, { timeout: 120_000 }, async (t) => {
  const server = await startFixture(t);

  await t.test('of grpc-js', async (t) => {
    const client = new TestClient(t, server.target);
    const one = async () => {
      const { call, ended } = client.duplex(metadata());
      call.write({ response_status: { code: 9, message: 'enough' } });
      return (await ended).status.code;
    };
    assert.deepEqual(await tally(CALLS, one), { [status.FAILED_PRECONDITION]: CALLS });
  });

  await t.test("of gRPC's C core", { skip: coreIsMissing }, async (t) => {
    const core = coreCases(t, server.target, await describeProtos(t), 'early_ends');
    assert.equal((await core.end()).code, 0, core.output);
  });

  await t.test('of a client that ends its requests when it sees the status', async (t) => {
    const connection = new RawConnection(t, server.url);
    const one = async () => {
      const { stream, ended } = connection.open(INPUT);
      stream.write(frame(NO_MESSAGE));
      const answer = await ended;
      stream.end();
      return answer.reset ?? answer.status;
    };
    assert.deepEqual(await tally(CALLS, one), { [status.INVALID_ARGUMENT]: CALLS });
    assert.deepEqual(connection.goaways, []);
  });

  await t.test('of a method that is not there', async (t) => {
    const connection = new RawConnection(t, server.url);
    const one = async () => {
      const { stream, ended } = connection.open('/no.such.Service/Method');
      const answer = await ended;
      stream.end();
      return answer.reset ?? answer.status;
    };
    assert.deepEqual(await tally(CALLS, one), { [status.UNIMPLEMENTED]: CALLS });
    assert.deepEqual(connection.goaways, []);
  });
});

test(`${CALLS} such calls to what ships`, { timeout: 120_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), ['--regions', fixture('town.geojson')]);
  const authorization = `Bearer ${await server.token()}`;
  for (const [name, headers, expected] of [
    ['with a message that is none', { authorization }, status.INVALID_ARGUMENT],
    ['without a token', {}, status.UNAUTHENTICATED],
  ])
    await t.test(name, async (t) => {
      const connection = new RawConnection(t, server.grpc);
      const one = async () => {
        const { stream, ended } = connection.open(REPORTS, headers);
        stream.write(frame(NO_MESSAGE));
        const answer = await ended;
        stream.end();
        return answer.reset ?? answer.status;
      };
      assert.deepEqual(await tally(CALLS, one), { [expected]: CALLS });
      assert.deepEqual(connection.goaways, []);
    });
});
