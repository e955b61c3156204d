// @grpc/grpc-js, which others wrote, against the shipped server: grpc/smoke.mjs, guarded and open.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Child } from './support/child.mjs';
import { emptyFolder, fixture, root } from './support/paths.mjs';
import { startHost } from './support/server.mjs';

for (const open of [false, true])
  test(`grpc-js and ${open ? 'an open' : 'a guarded'} server`, { timeout: 120_000 }, async (t) => {
    const options = ['--regions', fixture('town.geojson'), ...(open ? ['--open'] : [])];
    const server = await startHost(t, await emptyFolder(t), options);
    const token = open ? [] : ['--token', await server.token()];
    const smoke = new Child(process.execPath, [join(root, 'tests/e2e/grpc/smoke.mjs'), server.target, '--grid', 'T-V-2', ...token]);
    t.after(() => smoke.stop('SIGKILL'));
    const { code } = await smoke.end(100_000);
    assert.equal(code, 0, smoke.output);
    const cases = [...smoke.output.matchAll(/^ok - (.*)$/gm)].map(([, name]) => name);
    assert.match(smoke.output, new RegExp(`^${cases.length} passed, 0 failed$`, 'm'));
    for (const name of cases) await t.test(name, () => {});
  });
