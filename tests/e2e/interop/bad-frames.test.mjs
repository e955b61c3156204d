// Bytes that no client of gRPC would send, against the fixture and against what ships: each gets its own answer, and the
// connection serves the next call.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { emptyFolder, fixture } from '../support/paths.mjs';
import { startHost } from '../support/server.mjs';
import { startFixture } from './support/fixture.mjs';
import { RawConnection, frame } from './support/rawCall.mjs';

const MIB = 1024 * 1024;
const EMPTY = frame(Buffer.alloc(0));
const OK = 0, INVALID_ARGUMENT = 3, RESOURCE_EXHAUSTED = 8, UNIMPLEMENTED = 12, INTERNAL = 13;

const gzip = { 'grpc-encoding': 'gzip' };
const bomb = gzipSync(Buffer.alloc(64 * MIB));

/** name: [chunks, status, message, headers]. */
const FRAMES = {
  'a prefix that is cut off': [[EMPTY.subarray(0, 3)], INTERNAL, /ends in the middle of a message/],
  'a message that is cut off': [[frame(Buffer.alloc(3), { length: 9 })], INTERNAL, /ends in the middle of a message/],
  'a message over the limit': [[frame(Buffer.alloc(4 * MIB + 1))], RESOURCE_EXHAUSTED, /^a message of 4194305 bytes is over the limit of 4194304$/],
  'a length of 2^32-1 and nothing behind it': [
    [frame(Buffer.alloc(0), { length: 2 ** 32 - 1 })], RESOURCE_EXHAUSTED, /^a message of 4294967295 bytes is over the limit of 4194304$/],
  'a length of 2^31': [[frame(Buffer.alloc(0), { length: 2 ** 31 })], RESOURCE_EXHAUSTED, /^a message of 2147483648 bytes/],
  'a compressed message and no grpc-encoding': [[frame(gzipSync('x'), { flag: 1 })], INTERNAL, /no grpc-encoding was named/],
  'a compressed message and identity': [
    [frame(gzipSync('x'), { flag: 1 })], INTERNAL, /no grpc-encoding was named/, { 'grpc-encoding': 'identity' }],
  'a compressed message that is no gzip': [[frame(Buffer.from('no gzip'), { flag: 1 })], INTERNAL, /gzip/, gzip],
  'a compressed message that is empty': [[frame(Buffer.alloc(0), { flag: 1 })], INTERNAL, /empty/, gzip],
  '64 MiB in a few kilobytes': [[frame(bomb, { flag: 1 })], RESOURCE_EXHAUSTED, /over the limit of 4194304/, gzip],
  'an encoding that is not known': [[EMPTY], UNIMPLEMENTED, /'br' is not known here/, { 'grpc-encoding': 'br' }],
  'an unknown flag': [[frame(Buffer.alloc(0), { flag: 2 })], INTERNAL, /flag 2/],
  'bytes that are no message': [[frame(Buffer.from([0xff, 0xff, 0xff]))], INVALID_ARGUMENT, /is not a/],
  'a timeout that is none': [[EMPTY], INTERNAL, /'soon' is not a timeout/, { 'grpc-timeout': 'soon' }],
  '-bin metadata that is not base64': [[EMPTY], INTERNAL, /is not base64/, { 'x-call-name-bin': '!!!' }],
};

/** Where Grpc.AspNetCore answers otherwise than our own binding: in words; and an encoding that no message uses is let pass. */
const BY_THE_LIBRARY = {
  'a prefix that is cut off': [INTERNAL, /Incomplete message/],
  'a message that is cut off': [INTERNAL, /Incomplete message/],
  'a message over the limit': [RESOURCE_EXHAUSTED, /exceeds the maximum/],
  'a compressed message and no grpc-encoding': [INTERNAL, /did not include grpc-encoding/],
  'a compressed message and identity': [INTERNAL, /'identity' grpc-encoding/],
  'a compressed message that is empty': [OK],
  'an encoding that is not known': [OK],
};

/** Status and words. */
function expected(name, ours) {
  return BY_THE_LIBRARY[name] ?? ours;
}

/** Content type: HTTP status and gRPC's. */
const CONTENT_TYPES = {
  'application/grpc': [200, OK],
  'application/grpc+proto': [200, OK],
  'application/grpc;charset=utf-8': [200, OK],
  'application/grpc+json': [415, null],
  'application/grpc-web': [415, null],
  'application/json': [415, null],
  '': [415, null],
};

function cases(t, url, paths, headers) {
  const connection = new RawConnection(t, url);
  const call = (path, chunks, more) => connection.call(path, chunks, { ...headers, ...more });
  const tests = [];
  for (const [shape, path] of Object.entries(paths)) {
    for (const [name, [chunks, status, message, more]] of Object.entries(FRAMES))
      tests.push([`${name} (${shape})`, async () => {
        const answer = await call(path, chunks, more);
        const [code, words] = expected(name, [status, message]);
        assert.deepEqual([answer.http, answer.status], [200, code], answer.message ?? answer.reset);
        if (words) assert.match(answer.message, words);
      }]);
    for (const [contentType, answered] of Object.entries(CONTENT_TYPES))
      tests.push([`content type '${contentType}' (${shape})`, async () => {
        const { http, status } = await call(path, [EMPTY], { 'content-type': contentType });
        assert.deepEqual([http, status], answered);
      }]);
  }
  return { connection, call, tests };
}

test('the fixture', { timeout: 60_000 }, async (t) => {
  const { url } = await startFixture(t);
  const paths = { unary: '/grpc.testing.TestService/EmptyCall', stream: '/grpc.testing.TestService/StreamingInputCall' };
  const { connection, call, tests } = cases(t, url, paths, {});
  for (const [name, run] of tests) await t.test(name, { timeout: 10_000 }, run);
  await t.test('the connection serves on', async () => {
    assert.equal((await call(paths.unary, [EMPTY])).status, OK);
    assert.deepEqual(connection.goaways, []);
  });
});

test('what ships', { timeout: 60_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), ['--regions', fixture('town.geojson')]);
  const authorization = { authorization: `Bearer ${await server.token()}` };
  const paths = { unary: '/realtimegov.v1.FieldGateway/SubmitReport', stream: '/realtimegov.v1.FieldGateway/StreamReports' };
  const { connection, call, tests } = cases(t, server.grpc, paths, authorization);
  const before = await server.settledTotal('T');
  for (const [name, run] of tests) await t.test(name, { timeout: 10_000 }, run);
  await t.test('nothing was counted, and the connection serves on', async () => {
    assert.deepEqual(await server.settledTotal('T'), before);
    assert.equal((await call(paths.stream, [])).status, OK);
    assert.deepEqual(connection.goaways, []);
  });
});
