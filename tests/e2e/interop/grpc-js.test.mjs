// gRPC's official interoperability cases (grpc/doc/interop-test-descriptions.md): @grpc/grpc-js against our server in a
// process of its own. A tap in between reads on the wire which messages were compressed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import grpc from '@grpc/grpc-js';
import { startFixture } from './support/fixture.mjs';
import { GZIP, TestClient, asking, metadata, sizesOf, testing, zeroes } from './support/testService.mjs';
import { WireTap } from './support/wireTap.mjs';

const { status } = grpc;
const REQUESTS = [27182, 8, 1828, 45904];
const RESPONSES = [31415, 9, 2653, 58979];
const LARGE = { response_size: 314159, payload: zeroes(271828) };
const NO_COMPRESS = 2; // grpc-js's WriteFlags.NoCompress, which it does not export

test('grpc-js', { timeout: 120_000 }, async (t) => {
  const server = await startFixture(t);
  const tap = await WireTap.start(t, server.port);
  const client = new TestClient(t, tap.target);
  const gzip = new TestClient(t, tap.target, { 'grpc.default_compression_algorithm': GZIP });

  const official = (name, run) => t.test(name, { timeout: 20_000 }, () => (tap.forget(), run(name)));
  const ok = async (call) => {
    const answer = await call;
    assert.equal(answer.status?.code ?? status.OK, status.OK, answer.status?.details);
    return answer;
  };
  const assertLarge = ({ response }) => assert.deepEqual(response.payload.body, Buffer.alloc(314159));

  await official('empty_unary', async () => assert.deepEqual((await ok(client.unary('EmptyCall', {}))).response, {}));

  await official('large_unary', async () => assertLarge(await ok(client.unary('UnaryCall', LARGE))));

  await official('client_compressed_unary', async () => {
    const probe = await client.unary('UnaryCall', { ...LARGE, expect_compressed: { value: true } });
    assert.equal(probe.status.code, status.INVALID_ARGUMENT);
    assertLarge(await ok(gzip.unary('UnaryCall', { ...LARGE, expect_compressed: { value: true } })));
    assertLarge(await ok(client.unary('UnaryCall', { ...LARGE, expect_compressed: { value: false } })));
    assert.deepEqual(tap.compressed().requests, [false, true, false]);
  });

  await official('server_compressed_unary', async () => {
    for (const value of [true, false])
      assertLarge(await ok(client.unary('UnaryCall', { ...LARGE, response_compressed: { value } })));
    assert.deepEqual(tap.compressed().responses, [true, false]);
  });

  await official('client_streaming', async () => {
    const { call, ended } = client.input();
    for (const size of REQUESTS) call.write({ payload: zeroes(size) });
    call.end();
    assert.equal((await ok(ended)).response.aggregated_payload_size, 74922);
  });

  await official('client_compressed_streaming', async () => {
    const probe = client.input();
    probe.call.write({ expect_compressed: { value: true }, payload: zeroes(27182) });
    assert.equal((await probe.ended).status.code, status.INVALID_ARGUMENT);
    const { call, ended } = gzip.input();
    call.write({ expect_compressed: { value: true }, payload: zeroes(27182) });
    call.write({ expect_compressed: { value: false }, payload: zeroes(45904) }, NO_COMPRESS);
    call.end();
    assert.equal((await ok(ended)).response.aggregated_payload_size, 73086);
    assert.deepEqual(tap.compressed().requests, [false, true, false]);
  });

  await official('server_streaming', async () => {
    const { responses } = await ok(client.output(asking(...RESPONSES)).ended);
    assert.deepEqual(sizesOf(responses), RESPONSES);
  });

  await official('server_compressed_streaming', async () => {
    const wanted = [{ size: 31415, compressed: { value: true } }, { size: 92653, compressed: { value: false } }];
    const { responses } = await ok(client.output({ response_parameters: wanted }).ended);
    assert.deepEqual(sizesOf(responses), [31415, 92653]);
    assert.deepEqual(tap.compressed().responses, [true, false]);
  });

  await official('ping_pong', async () => {
    const { call, count, responses, ended } = client.duplex();
    for (const [at, size] of RESPONSES.entries()) {
      call.write({ ...asking(size), payload: zeroes(REQUESTS[at]) });
      await count(at + 1);
    }
    call.end();
    await ok(ended);
    assert.deepEqual(sizesOf(responses), RESPONSES);
  });

  await official('empty_stream', async () => {
    const { call, ended } = client.duplex();
    call.end();
    assert.deepEqual((await ok(ended)).responses, []);
  });

  await official('cancel_after_begin', async () => {
    const { call, ended } = client.input(metadata(['x-grpc-test-echo-initial', 'begun']));
    await new Promise((resolve) => call.on('metadata', resolve));
    call.cancel();
    assert.equal((await ended).status.code, status.CANCELLED);
  });

  // Node ends a stream's requests before it resets it: only a handler that is at work sees the difference.
  await official('cancel_after_first_response', async (name) => {
    const { call, count, ended } = client.duplex(metadata(['x-call-name', name]));
    const request = { ...asking(31415, 1), payload: zeroes(27182) };
    request.response_parameters[1].interval_us = 60_000_000;
    call.write(request);
    await count(1);
    call.cancel();
    assert.equal((await ended).status.code, status.CANCELLED);
    await server.child.line(/^cancelled cancel_after_first_response$/, 5_000);
  });

  await official('timeout_on_sleeping_server', async () => {
    const { call, ended } = client.duplex(undefined, { deadline: Date.now() + 1 });
    call.write({ payload: zeroes(27182) });
    assert.equal((await ended).status.code, status.DEADLINE_EXCEEDED);
  });

  await official('custom_metadata', async () => {
    const bytes = Buffer.from([0xab, 0xab, 0xab]);
    const sent = () => metadata(['x-grpc-test-echo-initial', 'test_initial_metadata_value'], ['x-grpc-test-echo-trailing-bin', bytes]);
    const assertEchoed = ({ headers, status: end }) => {
      assert.deepEqual(headers.get('x-grpc-test-echo-initial'), ['test_initial_metadata_value']);
      assert.deepEqual(end.metadata.get('x-grpc-test-echo-trailing-bin'), [bytes]);
    };
    assertEchoed(await ok(client.unary('UnaryCall', LARGE, sent())));
    const { call, ended } = client.duplex(sent());
    call.write({ ...asking(314159), payload: zeroes(271828) });
    call.end();
    assertEchoed(await ok(ended));
  });

  const assertUnknown = ({ status: { code, details } }, message) => assert.deepEqual([code, details], [status.UNKNOWN, message]);

  await official('status_code_and_message', async () => {
    const message = 'test status message';
    assertUnknown(await client.unary('UnaryCall', { response_status: { code: 2, message } }), message);
    const { call, ended } = client.duplex();
    call.write({ response_status: { code: 2, message } });
    call.end();
    assertUnknown(await ended, message);
  });

  await official('special_status_message', async () => {
    const message = '\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n';
    assertUnknown(await client.unary('UnaryCall', { response_status: { code: 2, message } }), message);
  });

  await official('unimplemented_method', async () =>
    assert.equal((await client.unary('UnimplementedCall', {})).status.code, status.UNIMPLEMENTED));

  await official('unimplemented_service', async () => {
    const stranger = new TestClient(t, tap.target, {}, testing.UnimplementedService);
    assert.equal((await stranger.unary('UnimplementedCall', {})).status.code, status.UNIMPLEMENTED);
  });
});
