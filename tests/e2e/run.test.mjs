// ./run itself: what it refuses, what it says, and that it leaves nothing behind.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Child } from './support/child.mjs';
import { emptyFolder, fixture, root } from './support/paths.mjs';
import { startRun } from './support/server.mjs';

async function run(t, ...args) {
  const child = new Child(join(root, 'run'), args.map(String));
  t.after(() => child.stop('SIGKILL'));
  const { code } = await child.end();
  return { code, output: child.output };
}

const isGone = (pid) => assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });

test('./run --help names every option', async (t) => {
  const { code, output } = await run(t, '--help');
  assert.equal(code, 0);
  const options = [
    ...['--port', '--grpc-port', '--store', '--connection', '--data', '--regions', '--accept-late', '--silos', '--cluster'],
    ...['--demo', '--open', '--scenario', '--speed', '--code-property', '--name-property', '--parent-property', '--root', '--time-zone'],
  ];
  for (const option of options) assert.ok(output.includes(`${option} `), option);
});

test('./run says what runs', async (t) => {
  const server = await startRun(t, await emptyFolder(t), ['--regions', fixture('town.geojson'), '--open']);
  assert.match(server.child.output, /^engine orleans, gRPC on \w+, store sqlite$/m);
});

test('./run --cluster: what cannot be together', async (t) => {
  assert.deepEqual(await run(t, '--cluster', 0), { code: 2, output: 'run: --cluster must be 1 to 8' });
  assert.deepEqual(await run(t, '--store', 'mysql'), { code: 2, output: 'run: --store: must be sqlite or postgres' });
  assert.deepEqual(await run(t, '--cluster', 3, '--store', 'sqlite'), {
    code: 2, output: 'run: --cluster: its nodes share a PostgreSQL; --store sqlite is of one process, which has --silos N',
  });
  assert.deepEqual(await run(t, '--cluster', 3, '--silos', 2), {
    code: 2, output: 'run: --silos is of one process on SQLite; on PostgreSQL each node is one silo: --cluster N',
  });
});

test('./run --silos 3 serves with three silos', async (t) => {
  const folder = await emptyFolder(t);
  const server = await startRun(t, folder, ['--regions', fixture('town.geojson'), '--silos', 3, '--open']);
  const { silos } = await server.get('/api/v1/placement');
  assert.deepEqual(silos.map((silo) => `${silo.name} ${silo.state}`), ['silo-1 live', 'silo-2 live', 'silo-3 live']);
});

test('./run refuses what it does not know', async (t) => {
  assert.deepEqual(await run(t, '--colour', 'red'), { code: 2, output: 'run: unknown option --colour; ./run --help' });
  assert.deepEqual(await run(t, '--speed', '5'), { code: 2, output: 'run: --speed wants --demo or --scenario' });
  assert.deepEqual(await run(t, '--port'), { code: 2, output: 'run: --port wants a value; ./run --help' });
  assert.deepEqual(await run(t, '--scenario', '../x'), { code: 2, output: 'run: no scenario demo/../x.json' });
});

test('./run says the option whose value is wrong', async (t) => {
  const folder = await emptyFolder(t);
  const base = ['--port', 0, '--grpc-port', 0, '--data', folder];
  for (const [option, value] of [['--silos', '0'], ['--silos', '9'], ['--accept-late', '20001'], ['--accept-late', '-1'], ['--time-zone', 'Mars/Olympus'], ['--root', 'no colon']]) {
    const { code, output } = await run(t, ...base, '--regions', fixture('town.geojson'), option, value);
    assert.notEqual(code, 0, `${option} ${value}`);
    assert.ok(output.includes(option), `${option} ${value}: ${output}`);
  }
});

for (const [signal, code] of [['SIGTERM', 143], ['SIGINT', 130]])
  test(`${signal} to ./run ends the server, and the journal is whole`, async (t) => {
    const folder = await emptyFolder(t);
    const server = await startRun(t, folder, ['--regions', fixture('town.geojson')]);
    assert.equal((await server.get('/readyz')).status ?? 'ok', 'ok');
    assert.ok(existsSync(join(folder, 'device-token')));
    assert.match(server.child.output, /^wall\s+http:\/\/127\.0\.0\.1:\d+\//m);
    assert.match(server.child.output, new RegExp(`^pid ${server.pid}$`, 'm'));
    assert.equal((await server.child.stop(signal)).code, code);
    isGone(server.pid);
  });

test('./run on an empty folder without regions serves, and says what is missing', async (t) => {
  const server = await startRun(t, await emptyFolder(t), ['--open']);
  assert.match(server.child.output, /no regions yet: .*--regions FILE/);
  assert.equal((await fetch(`${server.http}/readyz`)).status, 503);
  assert.equal((await fetch(`${server.http}/healthz`)).status, 200);
});

test('a taken port is said by its number', async (t) => {
  const first = await startRun(t, await emptyFolder(t), ['--regions', fixture('town.geojson')]);
  const { code, output } = await run(t, '--port', first.port, '--grpc-port', 0, '--data', await emptyFolder(t));
  assert.notEqual(code, 0);
  assert.ok(output.includes(String(first.port)), output);
  assert.ok(!/^\s+at /m.test(output), output);
});

test('./bench says what there is', async (t) => {
  const child = new Child(join(root, 'bench'), []);
  t.after(() => child.stop('SIGKILL'));
  assert.equal((await child.end()).code, 2);
  for (const name of ['ingest', 'live', 'grow', 'guard']) assert.match(child.output, new RegExp(`\\./bench ${name}`));
});
