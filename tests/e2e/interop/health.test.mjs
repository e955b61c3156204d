// grpc.health.v1 as a probe sees it: @grpc/grpc-js against the fixture and against what ships.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import grpc from '@grpc/grpc-js';
import { emptyFolder, fixture } from '../support/paths.mjs';
import { startHost } from '../support/server.mjs';
import { startFixture } from './support/fixture.mjs';
import { TestClient, health, testing } from './support/testService.mjs';

const { status } = grpc;

class Probe {
  #client;

  constructor(t, target) {
    this.#client = new TestClient(t, target, {}, health.v1.Health);
  }

  async check(service) {
    const { response, status: end } = await this.#client.unary('Check', { service });
    return response?.status ?? end.code;
  }

  /** {statuses, next(), cancel()} */
  watch(service) {
    const call = this.#client.stub.Watch({ service });
    const seen = [];
    let wake = () => {};
    call.on('data', ({ status: now }) => (seen.push(now), wake()));
    call.on('error', () => {});
    const ended = new Promise((resolve) => call.on('status', resolve));
    const count = async (number) => {
      while (seen.length < number) await new Promise((resolve) => (wake = resolve));
      return seen;
    };
    return { seen, count, ended, cancel: () => call.cancel() };
  }
}

test('check and watch', { timeout: 30_000 }, async (t) => {
  const server = await startFixture(t);
  const probe = new Probe(t, server.target);
  const turn = new TestClient(t, server.target, {}, testing.HealthUpdateService);
  const [whole, service, unknown] = ['', 'grpc.testing.TestService', 'no.such.Service'].map((name) => probe.watch(name));

  assert.deepEqual(await whole.count(1), ['SERVING']);
  assert.deepEqual(await unknown.count(1), ['SERVICE_UNKNOWN']);
  assert.deepEqual([await probe.check(''), await probe.check('grpc.testing.TestService')], ['SERVING', 'SERVING']);
  assert.equal(await probe.check('no.such.Service'), status.NOT_FOUND);

  await turn.unary('SetNotServing', {});
  assert.equal(await probe.check(''), 'NOT_SERVING');
  assert.deepEqual(await whole.count(2), ['SERVING', 'NOT_SERVING']);
  await turn.unary('SetServing', {});
  assert.deepEqual(await whole.count(3), ['SERVING', 'NOT_SERVING', 'SERVING']);
  assert.deepEqual(await service.count(3), ['SERVING', 'NOT_SERVING', 'SERVING']);

  // A change that is none is not told; nor is what concerns a service that is not there.
  await turn.unary('SetServing', {});
  service.cancel();
  assert.equal((await service.ended).code, status.CANCELLED);
  server.child.process.kill('SIGTERM');
  assert.equal((await whole.ended).code, status.UNAVAILABLE);
  assert.deepEqual(whole.seen.slice(0, 3), ['SERVING', 'NOT_SERVING', 'SERVING']);
  assert.ok(whole.seen.length === 3 || whole.seen.slice(3).join() === 'NOT_SERVING', whole.seen.join());
  assert.deepEqual(unknown.seen, ['SERVICE_UNKNOWN']);
});

test('what ships, for a probe without a token', { timeout: 60_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), ['--regions', fixture('town.geojson')]);
  const probe = new Probe(t, server.target);
  for (const name of ['', 'realtimegov.v1.FieldGateway']) assert.equal(await probe.check(name), 'SERVING');
  assert.equal(await probe.check('grpc.testing.TestService'), status.NOT_FOUND);
});

test('what ships, without a town', { timeout: 60_000 }, async (t) => {
  const server = await startHost(t, await emptyFolder(t), []);
  const probe = new Probe(t, server.target);
  assert.equal((await fetch(`${server.http}/readyz`)).status, 503);
  assert.equal(await probe.check(''), 'NOT_SERVING');
});
