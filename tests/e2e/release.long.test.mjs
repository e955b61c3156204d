// The archive of ./release: unpacked where neither .NET nor Node is to be found, checked, started, backed up.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Child } from './support/child.mjs';
import { Device, report } from './support/device.mjs';
import { emptyFolder, fixture, root } from './support/paths.mjs';

const READY = /^ready http:\/\/127\.0\.0\.1:(\d+) grpc http:\/\/127\.0\.0\.1:(\d+) pid (\d+)/;
/** What a machine without a toolchain has. */
const BARE = { PATH: '/usr/bin:/bin', DOTNET_ROOT: '/nowhere', DOTNET_MULTILEVEL_LOOKUP: '0' };

async function ended(t, command, args, env) {
  const child = new Child(command, args, { env });
  t.after(() => child.stop('SIGKILL'));
  const { code } = await child.end();
  return { code, output: child.output };
}

test('an archive is made, and installs and runs without a toolchain', { timeout: 1_200_000 }, async (t) => {
  const folder = await emptyFolder(t);
  assert.equal((await ended(t, join(root, 'release'), ['--for', 'mac'])).code, 2);
  const made = await ended(t, join(root, 'release'), ['--for', 'linux-x64', '--to', folder]);
  assert.equal(made.code, 0, made.output);
  const [archive] = readdirSync(folder).filter((name) => name.endsWith('.tar.gz'));
  execFileSync('sha256sum', ['--quiet', '--check', `${archive}.sha256`], { cwd: folder });
  execFileSync('tar', ['xzf', archive], { cwd: folder });
  const tree = join(folder, archive.replace('.tar.gz', ''));
  execFileSync('sha256sum', ['--quiet', '--check', 'SHA256SUMS'], { cwd: tree });
  const parts = readFileSync(join(tree, 'parts.tsv'), 'utf8');
  for (const part of ['Microsoft.Orleans.Server', 'Npgsql', 'Grpc.AspNetCore', '\tvue\t']) assert.ok(parts.includes(part), part);
  assert.doesNotMatch(parts, /not told/);

  if (process.getuid() === 0) {
    const target = await emptyFolder(t);
    const installed = await ended(t, join(tree, 'install'), [], { REALTIMEGOV_ROOT: target });
    assert.equal(installed.code, 0, installed.output);
    assert.ok(existsSync(join(target, 'opt/realtimegov/current/realtimegov')));
    assert.ok(existsSync(join(target, 'etc/systemd/system/realtimegov.service')));
  }

  const data = join(folder, 'data');
  const server = new Child(join(tree, 'realtimegov'), ['--data', data, '--port', '0', '--grpc-port', '0', '--regions', fixture('town.geojson')], { env: BARE });
  t.after(() => server.stop().catch(() => server.stop('SIGKILL')));
  const [, port, grpcPort] = await server.line(READY, 120_000);
  const page = await fetch(`http://127.0.0.1:${port}/`);
  assert.match(await page.text(), /<div id="app">/);
  const device = new Device(t, { target: `127.0.0.1:${grpcPort}` }, readFileSync(join(data, 'device-token'), 'utf8').trim());
  assert.equal((await device.submit(report())).outcome, 'OUTCOME_OPENED');
  assert.equal(statSync(data).mode & 0o777, 0o700);

  const backup = await ended(t, join(tree, 'realtimegov'), ['backup', '--data', data, '--to', join(folder, 'backup')], BARE);
  assert.equal(backup.code, 0, backup.output);
  assert.ok(existsSync(join(folder, 'backup', 'backup.json')));
  const help = await ended(t, join(tree, 'field'), ['--help'], BARE);
  assert.equal(help.code, 0, help.output);
});
