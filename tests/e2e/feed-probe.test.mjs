// scripts/feed-probe against feeds that are folders: what is there, what is not, and a feed that cannot be reached.
import assert from 'node:assert/strict';
import { readFile, stat, utimes } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { Child } from './support/child.mjs';
import { addPackage, feedConfig } from './support/packages.mjs';
import { emptyFolder, root } from './support/paths.mjs';

const ORLEANS = ['Microsoft.Orleans.Server', 'Microsoft.Orleans.Client', 'Microsoft.Orleans.Clustering.AdoNet'];
const GRPC = 'Grpc.AspNetCore.Server';

/** Asks the feed: what was said, the properties that were written, and the seconds it took. */
async function probe(t, config, into, ...args) {
  const began = performance.now();
  const child = new Child(join(root, 'scripts/feed-probe'), ['--into', into, ...args], { env: { RestoreConfigFile: config } });
  t.after(() => child.stop('SIGKILL'));
  assert.equal((await child.end(120_000)).code, 0, child.output);
  const text = await readFile(into, 'utf8');
  const props = Object.fromEntries([...text.matchAll(/<(\w+)>(.*)<\/\1>/g)].map(([, name, value]) => [name, value]));
  return { said: child.output, props, seconds: (performance.now() - began) / 1000 };
}

test('scripts/feed-probe', { timeout: 300_000 }, async (t) => {
  const folder = await emptyFolder(t);
  const into = join(folder, 'feed.props');
  const config = await feedConfig(folder, folder);

  await t.test('an empty feed: the embedded engine and Kestrel, and what is missing', async (t) => {
    const { said, props } = await probe(t, config, into);
    assert.match(said, /^feed: engines local; gRPC on Kestrel; the package feed says: Unable to find package \S+\.$/);
    assert.deepEqual([props.HasOrleans, props.OrleansVersion, props.HasGrpcAspNetCore, props.GrpcAspNetCoreVersion], ['false', '', 'false', '']);
    assert.ok([...ORLEANS, GRPC].some((id) => props.FeedLacks.includes(id)), props.FeedLacks);
  });

  await t.test('what was found stands until it is asked for again', async (t) => {
    await addPackage(folder, GRPC, '2.80.1');
    await addPackage(folder, GRPC, '2.90.0');
    assert.equal((await probe(t, config, into)).props.HasGrpcAspNetCore, 'false');
    const { said, props } = await probe(t, config, into, '--probe');
    assert.deepEqual([props.HasOrleans, props.HasGrpcAspNetCore, props.GrpcAspNetCoreVersion], ['false', 'true', '2.80.1']);
    assert.match(said, /^feed: engines local; gRPC on Grpc\.AspNetCore \(2\.80\.1\); the package feed says: Unable to find package Microsoft\.Orleans/);
  });

  await t.test('Orleans is there only when all that it wants is', async (t) => {
    const beneath = { 'Made.Up.Beneath': '[1.0.0,)' };
    for (const id of ORLEANS) await addPackage(folder, id, '10.4.2', id === ORLEANS.at(-1) ? beneath : {});
    const without = await probe(t, config, into, '--probe');
    assert.deepEqual([without.props.HasOrleans, without.props.OrleansVersion], ['false', '']);
    assert.match(without.said, /Unable to find package Made\.Up\.Beneath/);
    await addPackage(folder, 'Made.Up.Beneath', '1.0.0');
    const { said, props } = await probe(t, config, into, '--probe');
    assert.deepEqual([props.HasOrleans, props.OrleansVersion, props.FeedLacks], ['true', '10.4.2', '']);
    assert.equal(said, 'feed: engines local and orleans (10.4.2); gRPC on Grpc.AspNetCore (2.80.1)');
  });

  await t.test('the same answer leaves the file as it is, so that nothing is built again', async (t) => {
    const before = new Date('2020-01-01T00:00:00Z');
    await utimes(into, before, before);
    await probe(t, config, into, '--probe');
    assert.equal((await stat(into)).mtime.getTime(), before.getTime());
  });

  await t.test('a feed that never answers is waited for no longer than it is said', async (t) => {
    const silent = createServer(() => {});
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    t.after(() => silent.close());
    const other = await emptyFolder(t);
    const nowhere = await feedConfig(other, `http://127.0.0.1:${silent.address().port}/v3/index.json`);
    const { said, props, seconds } = await probe(t, nowhere, join(other, 'feed.props'), '--seconds', '4');
    assert.equal(said, 'feed: engines local; gRPC on Kestrel; the package feed says: the feed did not answer within 4 s');
    assert.equal(props.HasOrleans, 'false');
    assert.ok(seconds < 30, `${seconds} s`);
  });
});
