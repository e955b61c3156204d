// Server reflection, read by buf, which has none of our protos: it lists what is served and calls it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { Child } from '../support/child.mjs';
import { emptyFolder, fixture, root } from '../support/paths.mjs';
import { startHost } from '../support/server.mjs';
import { startFixture } from './support/fixture.mjs';
import { fieldMethods } from './support/testService.mjs';

const BUF = join(root, 'tests/e2e/node_modules/.bin/buf');

/** buf curl over plain HTTP/2: {code, output}. */
async function buf(t, ...args) {
  const folder = await emptyFolder(t);
  const child = new Child(BUF, ['curl', '--http2-prior-knowledge', '--protocol', 'grpc', ...args], { env: { HOME: folder, BUF_CACHE_DIR: folder } });
  t.after(() => child.stop('SIGKILL'));
  const { code } = await child.end(30_000);
  return { code, output: child.output };
}

const methodsOf = ({ output }) => output.split('\n').filter(Boolean).sort();

test('buf and the fixture', { timeout: 90_000 }, async (t) => {
  const { url } = await startFixture(t);

  await t.test('lists the methods', async (t) =>
    assert.deepEqual(methodsOf(await buf(t, '--list-methods', url)), [
      'grpc.health.v1.Health/Check',
      'grpc.health.v1.Health/Watch',
      'grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
      'grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo',
      'grpc.testing.HealthUpdateService/SetNotServing',
      'grpc.testing.HealthUpdateService/SetServing',
      'grpc.testing.TestService/EmptyCall',
      'grpc.testing.TestService/FullDuplexCall',
      'grpc.testing.TestService/StreamingInputCall',
      'grpc.testing.TestService/StreamingOutputCall',
      'grpc.testing.TestService/UnaryCall',
      'grpc.testing.TestService/UnimplementedCall',
      ...fieldMethods.map((method) => `realtimegov.v1.FieldGateway/${method}`),
    ]));

  await t.test('calls a method', async (t) => {
    const { code, output } = await buf(t, '--data', '{"responseSize": 3}', `${url}/grpc.testing.TestService/UnaryCall`);
    assert.equal(code, 0, output);
    assert.deepEqual(JSON.parse(output), { payload: { body: 'AAAA' } });
  });

  await t.test('reads a stream', async (t) => {
    const data = '{"responseParameters": [{"size": 1}, {"size": 2}]}';
    const { code, output } = await buf(t, '--data', data, `${url}/grpc.testing.TestService/StreamingOutputCall`);
    assert.equal(code, 0, output);
    assert.equal(output.replaceAll(/\s/g, ''), '{"payload":{"body":"AA=="}}{"payload":{"body":"AAA="}}');
  });

  await t.test('is told of a method that is not bound', async (t) => {
    const { code, output } = await buf(t, `${url}/grpc.testing.TestService/UnimplementedCall`);
    assert.notEqual(code, 0);
    assert.match(output, /unimplemented/);
  });
});

test('buf and what ships', { timeout: 90_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), ['--regions', fixture('town.geojson')]);

  await t.test('lists the methods, without a token', async (t) => {
    const { output } = await buf(t, '--list-methods', server.grpc);
    for (const method of fieldMethods) assert.ok(methodsOf({ output }).includes(`realtimegov.v1.FieldGateway/${method}`), output);
  });

  await t.test('sends a report and gets its receipt', async (t) => {
    const report = { reportId: randomUUID(), gridCode: 'T-V-1', category: 'parts/manhole', text: 'by buf', observedAt: new Date().toISOString(), origin: 'ORIGIN_IMPORT' };
    const call = `${server.grpc}/realtimegov.v1.FieldGateway/SubmitReport`;
    const refused = await buf(t, '--data', JSON.stringify(report), call);
    assert.match(refused.output, /unauthenticated/);
    const { code, output } = await buf(t, '-H', `authorization: Bearer ${await server.token()}`, '--data', JSON.stringify(report), call);
    assert.equal(code, 0, output);
    const receipt = JSON.parse(output);
    assert.deepEqual([receipt.reportId, receipt.outcome, receipt.gridCode], [report.reportId, 'OUTCOME_OPENED', 'T-V-1']);
    assert.equal((await server.settledTotal('T')).validReports, 1);
  });
});
