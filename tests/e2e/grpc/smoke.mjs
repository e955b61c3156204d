// A foreign client, @grpc/grpc-js, against a running gateway:
//   node tests/e2e/grpc/smoke.mjs HOST:PORT [--grid CODE] [--token TOKEN]
// With --grid the reports must be valid there; without, any receipt but RETRY will do. Ends with `N passed, N failed`.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { status } from '@grpc/grpc-js';
import { connect } from './field-client.mjs';

const { values: options, positionals: [address] } = parseArgs({
  allowPositionals: true,
  options: { grid: { type: 'string', default: '' }, token: { type: 'string', default: '' } },
});
if (!address) {
  console.error('usage: smoke.mjs HOST:PORT [--grid CODE] [--token TOKEN]');
  process.exit(2);
}

const MAX_REPORTS_PER_BATCH = 500;
const OVER_MESSAGE_LIMIT_BYTES = 4 * 1024 * 1024 + 1;
const field = connect(address, options.token);

const now = () => {
  const ms = Date.now();
  return { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1e6 };
};
const report = (text = 'smoke') => ({
  report_id: randomUUID(), grid_code: options.grid, category: 'smoke/grpc-js', text, observed_at: now(), origin: 'ORIGIN_IMPORT',
});
const batch = (sequence, count = 1) => ({ sequence, reports: Array.from({ length: count }, () => report()) });

function assertReceipt(receipt, sent) {
  assert.equal(receipt.report_id, sent.report_id);
  if (options.grid) {
    assert.equal(receipt.grid_code, options.grid, receipt.reason);
    assert.match(receipt.outcome, /^OUTCOME_(OPENED|JOINED)$/, receipt.reason);
  } else {
    assert.match(receipt.outcome, /^OUTCOME_(OPENED|JOINED|RECORDED|DUPLICATE|INVALID)$/);
  }
}

const cases = {
  'a report gets its receipt': async () => {
    const sent = report();
    assertReceipt(await field.submit(sent), sent);
  },

  'batches are acknowledged in order, every report with its receipt': async () => {
    const sent = Array.from({ length: 20 }, (_, index) => batch(index * 2 + 1, 1 + (index % 7)));
    const stream = field.stream();
    for (const each of sent) stream.write(each);
    stream.end();
    const { acks, end } = await stream.outcome;
    assert.equal(end.code, status.OK, end.details);
    assert.deepEqual(acks.map((ack) => Number(ack.sequence)), sent.map((each) => each.sequence));
    acks.forEach((ack, at) => {
      assert.equal(ack.receipts.length, sent[at].reports.length);
      ack.receipts.forEach((receipt, index) => assertReceipt(receipt, sent[at].reports[index]));
    });
  },

  'one batch is acknowledged before the next is sent': async () => {
    const stream = field.stream();
    for (const sequence of [1, 2, 3]) {
      stream.write(batch(sequence));
      assert.equal(Number((await stream.nextAck()).sequence), sequence);
    }
    stream.end();
    assert.equal((await stream.outcome).end.code, status.OK);
  },

  'an empty stream ends well': async () => {
    const stream = field.stream();
    stream.end();
    const { acks, end } = await stream.outcome;
    assert.deepEqual([acks.length, end.code], [0, status.OK]);
  },

  'a sequence that decreases ends the stream after the earlier acknowledgements': async () => {
    const { acks, end } = await endedBy([batch(5), batch(6), batch(4), batch(7)]);
    assert.deepEqual(acks.map((ack) => Number(ack.sequence)), [5, 6]);
    assert.equal(end.code, status.INVALID_ARGUMENT, end.details);
  },

  'a sequence that repeats does too': async () => {
    const { acks, end } = await endedBy([batch(1), batch(1)]);
    assert.deepEqual(acks.map((ack) => Number(ack.sequence)), [1]);
    assert.equal(end.code, status.INVALID_ARGUMENT, end.details);
  },

  'so does a batch of over 500 reports': async () => {
    const { acks, end } = await endedBy([batch(1), batch(2, MAX_REPORTS_PER_BATCH + 1)]);
    assert.deepEqual(acks.map((ack) => Number(ack.sequence)), [1]);
    assert.equal(end.code, status.INVALID_ARGUMENT, end.details);
  },

  'so do bytes that are no batch': async () => {
    const stream = field.stream();
    stream.write(batch(1));
    await stream.nextAck();
    stream.write(Buffer.from([0xff, 0xff]));
    const { end } = await stream.outcome;
    assert.equal(end.code, status.INVALID_ARGUMENT, end.details);
  },

  'a message over 4 MiB is refused': async () => {
    const refused = await field.submit(report('x'.repeat(OVER_MESSAGE_LIMIT_BYTES))).catch((error) => error);
    assert.equal(refused.code, status.RESOURCE_EXHAUSTED, refused.details);
  },

  'an unknown method is UNIMPLEMENTED': async () => {
    const error = await field.raw('/realtimegov.v1.FieldGateway/NoSuchMethod').catch((thrown) => thrown);
    assert.equal(error.code, status.UNIMPLEMENTED, error.details);
  },

  'an unknown service is UNIMPLEMENTED': async () => {
    const error = await field.raw('/no.such.Service/Method').catch((thrown) => thrown);
    assert.equal(error.code, status.UNIMPLEMENTED, error.details);
  },

  'a deadline ends a silent stream': async () => {
    const stream = field.stream({ deadline: Date.now() + 300 });
    const { end } = await stream.outcome;
    assert.equal(end.code, status.DEADLINE_EXCEEDED, end.details);
  },

  'a cancelled stream is over, and the gateway goes on': async () => {
    const stream = field.stream();
    stream.write(batch(1));
    await stream.nextAck();
    stream.cancel();
    assert.equal((await stream.outcome).end.code, status.CANCELLED);
    const sent = report();
    assertReceipt(await field.submit(sent), sent);
  },

  'gzip is understood': async () => {
    const sent = report('compressed '.repeat(50));
    assertReceipt(await field.submit(sent, { compressed: true }), sent);
  },
};
if (options.token) {
  cases['without the token a call is UNAUTHENTICATED'] = async () => {
    const stranger = connect(address, '');
    const error = await stranger.submit(report()).catch((thrown) => thrown);
    stranger.close();
    assert.equal(error.code, status.UNAUTHENTICATED, error.details);
  };
}

async function endedBy(batches) {
  const stream = field.stream();
  for (const each of batches) stream.write(each);
  return stream.outcome;
}

const CASE_LIMIT_MS = 20_000;
function withinLimit(running) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${CASE_LIMIT_MS} ms`)), CASE_LIMIT_MS);
  });
  return Promise.race([running, limit]).finally(() => clearTimeout(timer));
}

let passed = 0;
let failed = 0;
for (const [name, run] of Object.entries(cases)) {
  try {
    await withinLimit(run());
    passed += 1;
    console.log(`ok - ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok - ${name}\n  ${String(error.stack ?? error).replaceAll('\n', '\n  ')}`);
  }
}
field.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
