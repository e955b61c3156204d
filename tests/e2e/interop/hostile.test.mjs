// A client that means harm: calls opened and never ended, or reset as soon as they are opened. From some call on it is
// refused, the server does not grow, and its neighbours are served meanwhile.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import grpc from '@grpc/grpc-js';
import { startFixture } from './support/fixture.mjs';
import { ENHANCE_YOUR_CALM, HostileConnection, INTERNAL_ERROR, NO_ERROR, REFUSED_STREAM, reset } from './support/hostileConnection.mjs';
import { TestClient } from './support/testService.mjs';

const OPEN_MAX = 1_000;
const TRACKED_MAX = 2_000; // Open ones, and ended ones that the client has not closed, for 5 s.
const OPENED_MAX = 20_000; // Without a refusal by then there is none.
const NEIGHBOUR_CALLS = 200;
const ADDED_BYTES_MAX = 250_000_000; // An open call takes some 60 kB, the garbage of the others as much again.
const INPUT = '/grpc.testing.TestService/StreamingInputCall';
const UNKNOWN = '/no.such.Service/Method';

const residentBytes = (pid) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

/** Runs `attack(isEnough)`, and until it is over a neighbour that calls once and again; each of its calls must be answered. */
async function besideANeighbour(t, server, attack) {
  const neighbour = new TestClient(t, server.target);
  // What a server costs that has been at work.
  for (let warm = 0; warm < 500; warm++) await neighbour.unary('EmptyCall', {});
  const before = residentBytes(server.pid);
  let [calls, slowestMs, addedBytes, isOver] = [0, 0, 0, false];
  const attacking = attack(() => calls >= NEIGHBOUR_CALLS).finally(() => (isOver = true));
  while (!isOver) {
    const asked = performance.now();
    const { status } = await neighbour.unary('EmptyCall', {});
    assert.equal(status.code, grpc.status.OK, status.details);
    calls++;
    slowestMs = Math.max(slowestMs, performance.now() - asked);
    addedBytes = Math.max(addedBytes, residentBytes(server.pid) - before);
  }
  await attacking;
  t.diagnostic(`${calls} calls of a neighbour, the slowest ${slowestMs.toFixed(0)} ms; ${(addedBytes / 1e6).toFixed(1)} MB added at most`);
  assert.ok(calls >= NEIGHBOUR_CALLS, `the neighbour was served ${calls} times`);
  assert.ok(addedBytes < ADDED_BYTES_MAX, `${addedBytes} bytes`);
}

test('calls that are never ended', { timeout: 240_000 }, async (t) => {
  const server = await startFixture(t);

  await t.test(`are refused from the ${OPEN_MAX + 1}st open on one connection, and the open ones are served`, async (t) => {
    const connection = await HostileConnection.open(t, server.port);

    await besideANeighbour(t, server, async (isEnough) => {
      await connection.call(INPUT, { calls: OPENED_MAX });
      await connection.until(() => connection.resets.length >= OPENED_MAX - OPEN_MAX);
      while (!isEnough()) await setTimeout(10);
    });

    const refused = Array.from({ length: connection.opened - OPEN_MAX }, (_, at) => ({ call: OPEN_MAX + 1 + at, code: REFUSED_STREAM }));
    assert.deepEqual(connection.resets, refused);
    assert.deepEqual(connection.ended, []);
    connection.end(1);
    assert.ok(await connection.until(() => connection.ended.length === 1), 'an open call ends');
    await connection.call(INPUT);
    const next = connection.opened;
    connection.end(next);
    assert.ok(await connection.until(() => connection.ended.length === 2), 'and makes room for another');
    assert.deepEqual(connection.ended, [1, next]);
  });

  await t.test(`whose status has been sent are refused beyond ${TRACKED_MAX}, and then the connection is`, async (t) => {
    const connection = await HostileConnection.open(t, server.port);

    await besideANeighbour(t, server, async () => {
      // Never more open than may be, so that nothing else is refused; one by one beyond the bound, to hear where that is.
      const room = () => Math.min(OPEN_MAX - (connection.opened - connection.resets.length), Math.max(1, TRACKED_MAX - connection.opened));
      while (connection.opened < OPENED_MAX && (await connection.until(() => room() > 0))) {
        await connection.call(UNKNOWN, { calls: room() });
        if (connection.opened > TRACKED_MAX) await connection.until(() => connection.answered.has(connection.opened));
      }
    });

    const refused = connection.resets.filter(({ code }) => code !== NO_ERROR);
    t.diagnostic(`refused from call ${refused[0]?.call} on; the connection ended with call ${connection.opened}`);
    assert.ok(refused.length > 0 && refused.every(({ code }) => code === ENHANCE_YOUR_CALM), JSON.stringify(refused.slice(0, 5)));
    assert.ok(refused[0].call > TRACKED_MAX, `the first was call ${refused[0].call}`);
    assertCut(connection);
  });
});

test('calls that are reset as soon as they are opened', { timeout: 240_000 }, async (t) => {
  const server = await startFixture(t);
  const CONNECTIONS_MIN = 10;
  const AT_ONCE = 1_000;
  const RESETS_MAX = 500_000;

  const connections = [];
  await besideANeighbour(t, server, async (isEnough) => {
    while (connections.length < CONNECTIONS_MIN || !isEnough()) {
      const connection = await HostileConnection.open(t, server.port);
      connections.push(connection);
      while (!connection.closed && connection.opened < RESETS_MAX) await connection.call(INPUT, { calls: AT_ONCE, then: reset });
    }
  });

  const opened = connections.map((connection) => connection.opened);
  t.diagnostic(`${opened.length} connections, ended after ${Math.min(...opened)} to ${Math.max(...opened)} calls`);
  for (const connection of connections) assertCut(connection);
});

// INTERNAL_ERROR is what the server says where its own answers to the client pile up. Its GOAWAY may be lost: a socket that is closed while more arrives is reset, with what had not been handed over yet.
function assertCut({ closed, goaway, opened }) {
  assert.ok(closed, `after ${opened} calls the connection still stands`);
  assert.ok([null, ENHANCE_YOUR_CALM, INTERNAL_ERROR].includes(goaway), `GOAWAY ${goaway}`);
}
