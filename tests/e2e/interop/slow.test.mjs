// What takes seconds by its nature, side by side, each with a server of its own.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import grpc from '@grpc/grpc-js';
import { startFixture } from './support/fixture.mjs';
import { TestClient, asking, metadata } from './support/testService.mjs';
import { WireTap } from './support/wireTap.mjs';

const MESSAGE_BYTES = 64 * 1024;
const MESSAGES = 3200;
const ADDED_BYTES_MAX = 20_000_000;
const STALL_MS = 10_000;
const SAMPLE_MS = 250;

const residentBytes = (pid) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

describe('slow', { concurrency: true, timeout: 60_000 }, () => {
  test('a client that stops reading for 10 s while 200 MiB are produced adds less than 20 MB to the server', async (t) => {
    const server = await startFixture(t);
    const frozen = await WireTap.start(t, server.port);
    const clients = {
      // Its process is frozen: nothing is read from the socket.
      socket: new TestClient(t, frozen.target),
      // It does not ask for more of this stream.
      stream: new TestClient(t, server.target),
    };
    const request = asking(...Array(MESSAGES).fill(MESSAGE_BYTES));
    // What a server costs that has been at work; not what a stall costs.
    for (const client of Object.values(clients)) await client.output(asking(...Array(160).fill(MESSAGE_BYTES))).ended;
    await pass(500);
    const before = residentBytes(server.pid);

    const reading = Object.values(clients).map((client) => client.output(request, undefined, { deadline: Date.now() + 50_000 }));
    await Promise.all(reading.map(({ count }) => count(1)));
    frozen.stall();
    reading[1].call.pause();
    const [atSocket, atStream] = reading.map(({ responses }) => responses.length);
    let most = 0;
    for (let waited = 0; waited < STALL_MS; waited += SAMPLE_MS) {
      await pass(SAMPLE_MS);
      most = Math.max(most, residentBytes(server.pid) - before);
    }
    t.diagnostic(`${(most / 1e6).toFixed(1)} MB added at most`);
    assert.ok(most < ADDED_BYTES_MAX, `${most} bytes`);
    // It was a stall: what had been on its way and no more has come.
    assert.ok(reading[0].responses.length - atSocket < 100, `${reading[0].responses.length} messages on a frozen socket`);
    assert.ok(reading[1].responses.length - atStream < 100, `${reading[1].responses.length} messages on a paused stream`);

    frozen.resume();
    reading[1].call.resume();
    for (const { status, responses } of await Promise.all(reading.map(({ ended }) => ended))) {
      assert.equal(status.code, grpc.status.OK, status.details);
      assert.equal(responses.length, MESSAGES);
    }
  });

  test('a connection that answers pings is kept, a silent one is closed', async (t) => {
    const server = await startFixture(t, { pingSeconds: 1 });
    const client = new TestClient(t, server.target);
    const { call, ended, count } = client.duplex(metadata(['x-call-name', 'kept']));
    call.write(asking(1));
    await count(1);

    // A client that greets and then says nothing, not even to a ping.
    const silent = connect(server.port, '127.0.0.1');
    t.after(() => silent.destroy());
    await once(silent, 'connect');
    silent.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), emptyFrame(SETTINGS), emptyFrame(SETTINGS, ACK)]));
    const received = [];
    silent.on('data', (chunk) => received.push(chunk));
    await once(silent, 'close');
    const frames = framesOf(Buffer.concat(received));
    assert.ok(frames.some(({ type }) => type === PING), 'a ping');
    assert.ok(frames.some(({ type }) => type === GOAWAY), 'a GOAWAY');

    // Meanwhile grpc-js has answered its pings.
    call.write(asking(2));
    await count(2);
    call.end();
    assert.equal((await ended).status.code, grpc.status.OK);
  });

  test('a client may ping as it likes', async (t) => {
    const server = await startFixture(t);
    const options = { 'grpc.keepalive_time_ms': 100, 'grpc.keepalive_timeout_ms': 2_000, 'grpc.keepalive_permit_without_calls': 1 };
    const client = new TestClient(t, server.target, options);
    const { call, ended, count } = client.duplex();
    call.write(asking(1));
    await count(1);
    await pass(3_000);
    call.write(asking(2));
    await count(2);
    call.end();
    assert.equal((await ended).status.code, grpc.status.OK);
  });
});

const SETTINGS = 4, PING = 6, GOAWAY = 7, ACK = 1;

function emptyFrame(type, flags = 0) {
  return Buffer.from([0, 0, 0, type, flags, 0, 0, 0, 0]);
}

function framesOf(bytes) {
  const frames = [];
  for (let at = 0; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3)) frames.push({ type: bytes[at + 3] });
  return frames;
}
