import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { field } from './support/field.mjs';
import { emptyFolder, fixture } from './support/paths.mjs';
import { startHost } from './support/server.mjs';

/** A PNG that is one: noise, so that it has some size. */
function png(path, width, height, seed) {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let i = 0, state = seed; i < rows.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    if (i % (width * 3 + 1) !== 0) rows[i] = state >> 16; // Each row begins with its filter: none.
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const whole = Buffer.alloc(body.length + 8);
    whole.writeUInt32BE(data.length, 0);
    body.copy(whole, 4);
    whole.writeUInt32BE(crc32(body), body.length + 4);
    return whole;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8); // 8 bits, RGB.
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  writeFileSync(path, Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]));
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

test('the field device: what waits, photos, load', { timeout: 300_000 }, async (t) => {
  const folder = await emptyFolder(t);
  const data = join(folder, 'device');
  const english = ['--data', data, '--lang', 'en'];
  const server = await startHost(t, join(folder, 'server'), ['--open', '--regions', fixture('town.geojson')]);
  const { port, grpcPort } = server;
  await server.post('/api/v1/stewards', [{ id: 's-1', name: '费小明', homeGrid: 'T-V-1' }]);
  const report = (text, ...more) => ['report', '--server', server.grpc, '--steward', 's-1', '--grid', 'T-V-1', '--text', text, ...more, ...english];
  const photo = join(folder, 'hole.png');
  const id = png(photo, 500, 400, 7);

  await t.test('without a server a report and its photo wait, and are shown', async () => {
    await server.stop();
    const kept = await field(t, report('a hole', '--photo', photo, '--wait', '0.2'));
    assert.equal(kept.code, 3, kept.output);
    assert.match(kept.output, /^no connection: the report is kept and will be sent first by the next run \(1 report waiting\)$/m);

    const pending = await field(t, ['pending', ...english]);
    assert.equal(pending.code, 0);
    assert.match(pending.output, /^1 report, 1 photo \(\d+ kB\) waiting; the oldest since \d{4}-/m);
    assert.match(pending.output, /^last error, .*: No (photo arrived|receipt) for 0\.2 s: /m);
    assert.match(pending.output, /^next attempt: with the next "field send" or "field report"$/m);
    assert.match(pending.output, / {2}a hole {2}\+1 photo$/m);
    const chinese = await field(t, ['pending', '--data', data, '--lang', 'zh']);
    assert.match(chinese.output, /^待报 1 条，照片 1 张（\d+ kB）；最早存于 /m);
  });

  const again = await startHost(t, join(folder, 'server'), ['--open', '--regions', fixture('town.geojson')], { port, grpcPort });

  await t.test('the photo goes first, then the report, and the photo is there', async () => {
    const sent = await field(t, ['send', '--server', again.grpc, ...english]);
    assert.equal(sent.code, 0, sent.output);
    assert.match(sent.output, new RegExp(`^photo ${id.slice(0, 12)} arrived \\(\\d+ kB\\)\\nreport [0-9a-f-]{36}: accepted; opened issue T-V-1\\.1 in grid T-V-1$`, 'm'));
    const served = await fetch(`${again.http}/api/v1/photos/${id}`);
    assert.equal(served.status, 200);
    assert.equal(served.headers.get('content-type'), 'image/png');
    assert.equal((await field(t, ['pending', ...english])).output, 'nothing waits');
  });

  await t.test('a photo that the server refuses is left out, and the report goes', async () => {
    const broken = join(folder, 'broken.png');
    writeFileSync(broken, readFileSync(photo).subarray(0, 1000));
    const sent = await field(t, report('half a photo', '--photo', broken));
    assert.equal(sent.code, 0, sent.output);
    assert.match(sent.output, /^photo [0-9a-f]{12} is refused: .*; its report goes without it$/m);
    assert.match(sent.output, /^report [0-9a-f-]{36}: accepted; opened issue T-V-1\.2 in grid T-V-1$/m);
    assert.match(sent.output, /^ {2}without photo [0-9a-f]{12}: /m);
  });

  await t.test('a load test loses nothing and says so', async () => {
    const load = await field(t, ['load', '--server', again.grpc, '--http', again.http, '--count', 500, '--rate', 1000, '--streams', 2, '--batch', 5, ...english]);
    assert.equal(load.code, 0, load.output);
    const figures = load.output.split('\n').at(-1);
    assert.match(figures, /^load sent=500 opened=\d+ joined=0 recorded=\d+ duplicate=0 invalid=0 lost=0 doubled=0 retries=\d+ reconnects=0 seconds=\d/);
    assert.equal((await again.settledTotal('T')).validReports, 502);
  });
});
