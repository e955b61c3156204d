import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Child } from './support/child.mjs';
import { emptyFolder, root } from './support/paths.mjs';

/** The commands of the README's section, as they are typed. */
function commands(file, heading) {
  const section = readFileSync(join(root, file), 'utf8').split(`\n## ${heading}\n`)[1];
  return section.split('```')[1].trim().split('\n');
}

// Ports and the data folder alone differ from what is typed: other tests run on this machine.
for (const [file, heading] of [['README.md', 'Your own town'], ['README.zh-CN.md', '接入自己的镇']]) {
  test(`case 00: ${file} works as typed, from an empty folder to a counted report and a replayed file`, { timeout: 300_000 }, async (t) => {
    const folder = await emptyFolder(t);
    const data = join(folder, 'server');
    const [run, ...typed] = commands(file, heading);
    const server = new Child('bash', ['-c', `exec ${run} --port 0 --grpc-port 0 --data ${data}`]);
    t.after(() => server.stop().catch(() => server.stop('SIGKILL')));
    const [, port, grpcPort] = await server.line(/^ready http:\/\/127\.0\.0\.1:(\d+) grpc http:\/\/127\.0\.0\.1:(\d+)/, 120_000);

    const outputs = [];
    for (const command of typed) {
      const there = command.replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`).replaceAll('data/default', data);
      const own = there.startsWith('./field ')
        ? `${there} --server http://127.0.0.1:${grpcPort} --data ${join(folder, 'device')} --lang en` + (there.includes(' replay ') ? ` --http http://127.0.0.1:${port}` : '')
        : there;
      const child = new Child('bash', ['-c', own]);
      const { code } = await child.end(120_000);
      assert.equal(code, 0, `${command}\n${child.output}`);
      outputs.push(child.output);
    }

    assert.match(outputs.find((output) => output.startsWith('report ')), /accepted; opened issue 330483100001\.1 in grid 330483100001/);
    assert.match(outputs.at(-1), /replay rows=2 opened=2 joined=0 recorded=0 duplicate=0 invalid=0 retry=0/);
    const total = await (await fetch(`http://127.0.0.1:${port}/api/v1/regions/330483100/total`)).json();
    assert.equal(total.validReports, 3);
  });
}
