// A town as a cluster of processes, as ./run --cluster starts it: PostgreSQL and nodes, each a silo and a gateway. What one
// takes the walls of the others show; one that dies takes nothing along; and without a silo a gateway apart says so.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { openBrowser, Wall } from './support/browser.mjs';
import { Child, within } from './support/child.mjs';
import { Device, report } from './support/device.mjs';
import { field } from './support/field.mjs';
import { emptyFolder, executable, fixture } from './support/paths.mjs';
import { refusedHost, startHost, startRun } from './support/server.mjs';

const FIRST = 20;
const REPORTS = 400;
const KILLED_AFTER = 100;
const AT_ONCE = 8;

const isGone = (pid) => assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' }, `process ${pid}`);

/** Asks again until it holds: what a cluster knows, it knows a moment later. */
async function eventually(ms, what, holds) {
  const until = performance.now() + ms;
  while (!(await holds().catch(() => false))) {
    assert.ok(performance.now() < until, `${what}: not within ${ms / 1000} s`);
    await pass(200);
  }
}

/** A node beside the first one, from the line that ./run wrote about it. */
async function second(server) {
  const [, http, target, pid] = await server.child.line(/^silo-2 +(http:\S+) grpc http:\/\/(\S+) pid (\d+)/);
  const get = async (path) => {
    const response = await fetch(http + path);
    return { status: response.status, body: await response.json() };
  };
  return { http, target, grpc: `http://${target}`, pid: Number(pid), get };
}

const siloPids = (server) => [...server.child.output.matchAll(/^silo-\d+ .* pid (\d+)$/gm)].map(([, pid]) => Number(pid));

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** The town's own PostgreSQL, as its data folder has it. */
async function connectionOf(folder) {
  const port = (await readFile(join(folder, 'postgres/server/postmaster.pid'), 'utf8')).split('\n')[3];
  const password = (await readFile(join(folder, 'postgres-password'), 'utf8')).trim();
  return `Host=127.0.0.1;Port=${port};Username=town;Password=${password};Database=postgres`;
}

/** Where user postgres may enter too. */
async function openFolder(t) {
  const folder = await emptyFolder(t);
  await chmod(folder, 0o755);
  return folder;
}

test('a cluster: three nodes, PostgreSQL', { timeout: 600_000 }, async (t) => {
  const folder = await openFolder(t);
  const options = ['--open', '--regions', fixture('town.geojson')];
  const server = await startRun(t, folder, ['--cluster', 3, ...options]);
  const other = await second(server);
  const wall = await Wall.open(await openBrowser(t), `${other.http}/wall/T?lang=en`);
  const receipts = new Map();
  let sent;

  await t.test('it says what runs where', async () => {
    assert.match(server.child.output, /^engine orleans, gRPC on (aspnetcore|kestrel), store postgres, 3 nodes$/m);
    assert.equal(siloPids(server).length, 2); // the first one's line is the last of all
    const { body } = await other.get('/api/v1/placement');
    assert.deepEqual(body.silos.map(({ name, state }) => `${name} ${state}`), ['silo-1 live', 'silo-2 live', 'silo-3 live']);
    assert.equal((await other.get('/readyz')).status, 200);
  });

  await t.test('the wall of one node shows what the other took', async (t) => {
    const registered = await server.post('/api/v1/stewards', [{ id: 's-1', name: '费老师', role: 'steward', homeGrid: 'T-V-1' }]);
    assert.equal(registered.status, 200);
    await wall.hasState('live');
    const device = new Device(t, server);
    for (let at = 0; at < FIRST; at++) {
      const one = report();
      receipts.set(one.reportId, await device.submit(one));
    }
    await wall.shows(FIRST);
  });

  await t.test('kill -9 of the first node: devices go on at the other, and nothing is lost or doubled', async (t) => {
    const [first, next] = [new Device(t, server), new Device(t, other)];
    let killed = false;
    let left = REPORTS;
    const worker = async () => {
      while (left-- > 0) {
        const one = report();
        // The same report until it has its receipt, as a device's queue does it.
        for (let device = killed ? next : first; !receipts.has(one.reportId); device = next) {
          const receipt = await device.submit(one).catch(() => null);
          if (receipt && receipt.outcome !== 'OUTCOME_RETRY') receipts.set(one.reportId, receipt);
        }
        if (!killed && receipts.size >= FIRST + KILLED_AFTER) {
          killed = true;
          process.kill(server.pid, 'SIGKILL');
        }
      }
    };
    await within(120_000, 'every report to have its receipt', Promise.all(Array.from({ length: AT_ONCE }, worker)));
    sent = FIRST + REPORTS;
    const all = [...receipts.values()];
    assert.ok(all.every(({ outcome }) => ['OUTCOME_OPENED', 'OUTCOME_DUPLICATE'].includes(outcome)), JSON.stringify(all.map((r) => r.outcome)));
    assert.equal(new Set(all.map(({ issueId }) => issueId)).size, sent);
    await wall.shows(sent);
    assert.equal((await other.get('/api/v1/regions/T/days/today')).body.validReports, sent);
    await server.child.line(/^silo-1 ended with 137; 2 nodes run$/);
    const values = await wall.values();
    assert.deepEqual(values, [...values].sort((a, b) => a - b));
  });

  await t.test('a device that the first gateway left keeps its report, and sends it to the other', async (t) => {
    const queue = ['--data', join(await emptyFolder(t), 'field'), '--lang', 'en'];
    const words = ['--steward', 's-1', '--category', 'parts/manhole', '--text', 'the cover rattles', '--grid', 'T-V-1', '--wait', '2'];
    const kept = await field(t, ['report', ...words, '--server', server.grpc, ...queue]);
    assert.match(kept.output, /wait/i);
    const { code, output } = await field(t, ['send', '--server', other.grpc, ...queue]);
    assert.equal(code, 0, output);
    await wall.shows(sent + 1);
  });

  await t.test('Ctrl-C ends all of it, the database last', async () => {
    const pids = [...siloPids(server), other.pid];
    assert.ok(existsSync(join(folder, 'postgres/server/postmaster.pid')));
    assert.equal((await server.child.stop('SIGINT', 90_000)).code, 130);
    pids.forEach(isGone);
    assert.ok(!existsSync(join(folder, 'postgres/server/postmaster.pid')));
  });

  await t.test('another day, another number of nodes: the same town', async (t) => {
    const again = await startRun(t, folder, ['--cluster', 1, ...options]);
    assert.equal((await again.day('T')).validReports, sent + 1);

    const connection = await connectionOf(folder);
    const certified = ['--silo-certificate', join(folder, 'silo-certificate.pem'), '--silo-ca', join(folder, 'silo-ca.pem')];
    const silo = async () => {
      const child = new Child(executable('RealtimeGov.Gateway.Host'), ['--role', 'silo', '--name', 'silo-9', ...ports, ...certified], { env: { REALTIMEGOV_CONNECTION: connection } });
      t.after(() => child.stop('SIGKILL'));
      await child.line(/^ready silo silo-9 /);
      return child;
    };
    const ports = ['--silo-port', await freePort(), '--gateway-port', await freePort()].map(String);

    await t.test('a gateway apart that finds no silo says so within seconds, and what to do', async (t) => {
      const began = performance.now();
      const { code, output } = await refusedHost(t, await emptyFolder(t), ['--role', 'gateway', '--connection', connection, ...certified]);
      assert.equal(code, 2);
      assert.match(output, /^no silo answered within \d+ s; silos are listed in the town's PostgreSQL\. Start a silo on the same database, then this gateway\./m);
      assert.ok(performance.now() - began < 30_000);
      const stranger = await refusedHost(t, await emptyFolder(t), ['--role', 'gateway', '--connection', connection]);
      assert.equal(stranger.code, 2);
      assert.match(stranger.output, /^--silo-certificate: the silos of this cluster know one another by certificates, and this process shows none/m);
    });

    await t.test('without a silo a gateway apart is not ready and says why; with one it goes on by itself', async (t) => {
      const lost = await silo();
      const edge = await startHost(t, await emptyFolder(t), ['--open', '--role', 'gateway', '--connection', connection, ...certified]);
      await eventually(30_000, 'ready', async () => (await fetch(`${edge.http}/readyz`)).status === 200);
      // The node of ./run takes no gateways, so the one that does is all that this gateway can reach.
      await lost.stop('SIGKILL');
      await eventually(15_000, 'not ready', async () => (await fetch(`${edge.http}/readyz`)).status === 503);
      assert.equal((await (await fetch(`${edge.http}/readyz`)).json()).error.code, 'no_silo');
      assert.equal((await fetch(`${edge.http}/healthz`)).status, 200);
      const back = await silo();
      await eventually(60_000, 'ready again', async () => (await fetch(`${edge.http}/readyz`)).status === 200);
      assert.equal((await new Device(t, edge).submit(report())).outcome, 'OUTCOME_OPENED');
      assert.equal((await back.stop()).code, 0);
    });
  });
});
