// The simulation of docs/scale.md: its arithmetic, its refusals, and that the page tells what it prints.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { capacity, COST, day, machines, plan, run } from '../../../docs/samples/scale.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const script = (...words) => spawnSync(process.execPath, ['docs/samples/scale.mjs', ...words], { cwd: root, encoding: 'utf8' });
const near = (found, expected) => assert.ok(Math.abs(found - expected) <= expected * 1e-9, `${found}, expected ${expected}`);

test('a day has its reports, and its peak hour the multiple of the mean', () => {
  const minutes = day(2_400_000, 20);
  near(minutes.reduce((sum, one) => sum + one, 0), 2_400_000);
  near(minutes.slice(600, 660).reduce((sum, one) => sum + one, 0), 2_000_000);
});

test('what is not taken in waits, and nothing is lost', () => {
  const minutes = day(20_000_000, 20);
  const short = run(minutes, 1000);
  near(short.taken + short.waiting, 20_000_000);
  assert.ok(short.longestQueue > 0);
  assert.ok(run(minutes, 2000).longestQueue < short.longestQueue);
});

test('as many machines as the plan says let nothing wait, and one fewer does', () => {
  const { nodes, databases, peakPerSecond } = plan(200_000_000, 20);
  const minutes = day(200_000_000, 20);
  for (const [count, cost] of [[nodes, COST.serverUs], [databases, COST.databaseUs]]) {
    assert.equal(count, machines(peakPerSecond, cost));
    assert.equal(run(minutes, capacity(count, cost)).longestQueue, 0);
    assert.ok(run(minutes, capacity(count - 1, cost)).longestQueue > 0);
  }
});

test('a day or a peak that cannot be is refused with what to write', () => {
  for (const [words, said] of [[['many'], /whole number/], [['0'], /whole number/], [['36', '25'], /1 to 24/], [['36', 'NaN'], /1 to 24/]]) {
    const { status, stderr, stdout } = script(...words);
    assert.equal(status, 2);
    assert.match(stderr, said);
    assert.equal(stdout, '');
  }
});

test('each line on the page is what the command prints', () => {
  const lines = readFileSync(`${root}docs/scale.md`, 'utf8').split('\n').filter((line) => line.startsWith('scale '));
  assert.ok(lines.length >= 4);
  for (const line of lines) {
    const [, perDay, peak] = /reports_per_day=(\S+) peak=(\S+)/.exec(line);
    assert.equal(script(perDay, peak).stdout.trim(), line);
  }
});
