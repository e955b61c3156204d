// Beyond the official cases: deadlines seen by the handler, heavy metadata, many calls, one that is stuck.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import grpc from '@grpc/grpc-js';
import { startFixture } from './support/fixture.mjs';
import { RawConnection, frame } from './support/rawCall.mjs';
import { TestClient, asking, metadata, sizesOf, zeroes } from './support/testService.mjs';

const { status } = grpc;
const LARGE = { response_size: 314159, payload: zeroes(271828) };
const OUTPUT = '/grpc.testing.TestService/StreamingOutputCall';
const DUPLEX = '/grpc.testing.TestService/FullDuplexCall';
const EMPTY_CALL = '/grpc.testing.TestService/EmptyCall';
const EMPTY = frame(Buffer.alloc(0));
const NEIGHBOURS = 50;

test('beyond the official cases', { timeout: 120_000 }, async (t) => {
  const server = await startFixture(t);
  const client = new TestClient(t, server.target);
  const neighboursEnd = async (connection) => {
    for (let at = 0; at < NEIGHBOURS; at++) assert.equal((await connection.call(EMPTY_CALL, [EMPTY])).status, status.OK);
  };

  await t.test('the deadline cancels the handler', { timeout: 15_000 }, async () => {
    const { call, ended } = client.duplex(metadata(['x-call-name', 'too-late']), { deadline: Date.now() + 300 });
    const asleep = asking(1);
    asleep.response_parameters[0].interval_us = 60_000_000;
    call.write(asleep);
    assert.equal((await ended).status.code, status.DEADLINE_EXCEEDED);
    await server.child.line(/^cancelled too-late$/, 5_000);
  });

  await t.test('the server keeps the deadline of a client that does not', { timeout: 15_000 }, async () => {
    const raw = new RawConnection(t, server.url);
    const answer = await raw.open(DUPLEX, { 'grpc-timeout': '200m', 'x-call-name': 'deaf' }).ended;
    assert.deepEqual([answer.status, answer.message], [status.DEADLINE_EXCEEDED, 'Deadline Exceeded']);
    await server.child.line(/^cancelled deaf$/, 5_000);
  });

  await t.test('7 kB of metadata, each way', { timeout: 15_000 }, async () => {
    const text = 'm'.repeat(3584);
    const bytes = Buffer.alloc(3584, 0xfe);
    const sent = metadata(['x-grpc-test-echo-initial', text], ['x-grpc-test-echo-trailing-bin', bytes]);
    const { headers, status: end } = await client.unary('UnaryCall', LARGE, sent);
    assert.deepEqual(headers.get('x-grpc-test-echo-initial'), [text]);
    assert.deepEqual(end.metadata.get('x-grpc-test-echo-trailing-bin'), [bytes]);
  });

  await t.test('metadata beyond every limit is refused, and its neighbour is not', { timeout: 15_000 }, async () => {
    const raw = new RawConnection(t, server.url);
    const neighbour = raw.open(DUPLEX);
    await once(neighbour.stream, 'response');
    const fields = (count, bytes) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`x-field-${at}`, 'v'.repeat(bytes)]));
    for (const [sent, http] of [[fields(4, 7_500), 200], [fields(90, 10), 200], [fields(5, 8_000), 431], [fields(120, 10), 431]])
      assert.equal((await raw.call(EMPTY_CALL, [EMPTY], sent)).http, http);
    neighbour.stream.end(EMPTY);
    assert.equal((await neighbour.ended).status, status.OK);
    assert.deepEqual(raw.goaways, []);
  });

  await t.test('keys that come twice, in order', { timeout: 15_000 }, async () => {
    const texts = ['one', 'two, three', 'one'];
    const bytes = [Buffer.from([1]), Buffer.alloc(0), Buffer.from([0, 255])];
    const pairs = [...texts.map((text) => ['x-grpc-test-echo-initial', text]), ...bytes.map((value) => ['x-grpc-test-echo-trailing-bin', value])];
    const { headers, status: end } = await client.unary('EmptyCall', {}, metadata(...pairs));
    // Texts come as the client's HTTP joins them, bytes apart.
    assert.equal(headers.get('x-grpc-test-echo-initial').join(', '), texts.join(', '));
    assert.deepEqual(end.metadata.get('x-grpc-test-echo-trailing-bin'), bytes);
  });

  await t.test('200 large calls at once on one connection', { timeout: 15_000 }, async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, at) => client.unary('UnaryCall', { ...LARGE, response_size: 300_000 + at })));
    assert.deepEqual(sizesOf(answers.map(({ response }) => response)), answers.map((_, at) => 300_000 + at));
  });

  await t.test('responses that nobody reads do not stall their neighbours', { timeout: 15_000 }, async () => {
    const raw = new RawConnection(t, server.url, { initialWindowSize: 65_535 });
    await once(raw.session, 'connect');
    raw.session.setLocalWindowSize(1024 * 1024); // Of the connection, so that one stream alone cannot use it up.
    const { stream, body } = raw.open(OUTPUT);
    stream.pause();
    stream.end(frame(encodeAsking(128, 65_536)));
    await once(stream, 'response');
    await neighboursEnd(raw);
    stream.resume();
    await once(stream, 'end');
    assert.equal(body.reduce((sum, chunk) => sum + chunk.length, 0) > 128 * 65_536, true);
  });

  await t.test('requests that nobody reads do not stall their neighbours', { timeout: 15_000 }, async () => {
    const raw = new RawConnection(t, server.url);
    await once(raw.session, 'remoteSettings');
    // Fifteen streams whose handlers sleep, each sent twice its window: the connection's is sixteen windows.
    const asleep = frame(encodeAsking(1, 1, 60_000_000));
    const stuck = Array.from({ length: 15 }, () => raw.open(DUPLEX));
    for (const { stream } of stuck) stream.write(Buffer.concat([asleep, frame(Buffer.alloc(0)), ...Array(1024).fill(frame(zeroPayload(1024)))]));
    await neighboursEnd(raw);
    for (const { stream } of stuck) stream.close(8);
  });
});

/** StreamingOutputCallRequest with `count` response_parameters {size, interval_us}. */
function encodeAsking(count, size, intervalUs = 0) {
  const inner = Buffer.concat([Buffer.from([0x08]), varint(size), ...(intervalUs ? [Buffer.from([0x10]), varint(intervalUs)] : [])]);
  const one = Buffer.concat([Buffer.from([0x12]), varint(inner.length), inner]);
  return Buffer.concat(Array(count).fill(one));
}

/** StreamingOutputCallRequest with a payload of zeroes. */
function zeroPayload(bytes) {
  const body = Buffer.concat([Buffer.from([0x12]), varint(bytes), Buffer.alloc(bytes)]);
  return Buffer.concat([Buffer.from([0x1a]), varint(body.length), body]);
}

function varint(value) {
  const octets = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...octets, rest]);
    octets.push((rest % 128) | 128);
  }
}
