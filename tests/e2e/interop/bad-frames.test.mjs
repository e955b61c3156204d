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
  'a prefix that is cut off': [[EMPTY.subarray(0, 3)], INTERNAL, /^Incomplete message\.$/],
  'a message that is cut off': [[frame(Buffer.alloc(3), { length: 9 })], INTERNAL, /^Incomplete message\.$/],
  'a message over the limit': [[frame(Buffer.alloc(4 * MIB + 1))], RESOURCE_EXHAUSTED, /exceeds the maximum/],
  'a length of 2^32-1 and nothing behind it': [
    [frame(Buffer.alloc(0), { length: 2 ** 32 - 1 })], RESOURCE_EXHAUSTED, /^a message of 4294967295 bytes is over the limit of 4194304$/],
  'a length of 2^31': [[frame(Buffer.alloc(0), { length: 2 ** 31 })], RESOURCE_EXHAUSTED, /^a message of 2147483648 bytes/],
  'a compressed message and no grpc-encoding': [[frame(gzipSync('x'), { flag: 1 })], INTERNAL, /did not include grpc-encoding/],
  'a compressed message and identity': [
    [frame(gzipSync('x'), { flag: 1 })], INTERNAL, /'identity' grpc-encoding/, { 'grpc-encoding': 'identity' }],
  'a compressed message that is no gzip': [[frame(Buffer.from('no gzip'), { flag: 1 })], INTERNAL, /gzip/, gzip],
  'a compressed message that is empty': [[frame(Buffer.alloc(0), { flag: 1 })], OK, null, gzip],
  '64 MiB in a few kilobytes': [[frame(bomb, { flag: 1 })], RESOURCE_EXHAUSTED, /over the limit of 4194304/, gzip],
  'an encoding that is not known': [[frame(Buffer.from('br'), { flag: 1 })], UNIMPLEMENTED, /'br'/, { 'grpc-encoding': 'br' }],
  'an encoding that is not known, and not used': [[EMPTY], OK, null, { 'grpc-encoding': 'br' }],
  'an unknown flag': [[frame(Buffer.alloc(0), { flag: 2 })], INTERNAL, /another flag than 0 and 1/],
  'bytes that are no message': [[frame(Buffer.from([0xff, 0xff, 0xff]))], INVALID_ARGUMENT, /is not a/],
  'a timeout that is none': [[EMPTY], OK, null, { 'grpc-timeout': 'soon' }],
  '-bin metadata that is not base64, and that nobody reads': [[EMPTY], OK, null, { 'x-call-name-bin': '!!!' }],
};

/** Content type: HTTP status and gRPC's. */
const CONTENT_TYPES = {
  'application/grpc': [200, OK],
  'application/grpc+proto': [200, OK],
  'application/grpc;charset=utf-8': [200, OK],
  'application/grpc+json': [200, OK], // read as protobuf all the same
  'application/grpc-web': [415, INTERNAL],
  'application/json': [415, INTERNAL],
  '': [415, INTERNAL],
};

function cases(t, url, paths, headers) {
  const connection = new RawConnection(t, url);
  const call = (path, chunks, more) => connection.call(path, chunks, { ...headers, ...more });
  const tests = [];
  for (const [shape, path] of Object.entries(paths)) {
    for (const [name, [chunks, status, message, more]] of Object.entries(FRAMES))
      tests.push([`${name} (${shape})`, async () => {
        const answer = await call(path, chunks, more);
        assert.deepEqual([answer.http, answer.status], [200, status], answer.message ?? answer.reset);
        if (message) assert.match(answer.message, message);
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
