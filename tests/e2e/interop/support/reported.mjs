import assert from 'node:assert/strict';

/** Lines `ok - NAME` and `not ok - NAME: WHY` of a child that runs cases, as tests of their own. */
export async function reported(t, child, names, ms = 60_000) {
  await child.end(ms);
  const lines = new Map([...child.output.matchAll(/^(ok|not ok) - (\w+)(.*)$/gm)].map(([line, verdict, name]) => [name, { verdict, line }]));
  for (const name of names)
    await t.test(name, () => assert.equal(lines.get(name)?.verdict, 'ok', lines.get(name)?.line ?? `it did not run\n${child.output}`));
}

export const OFFICIAL = [
  'empty_unary', 'large_unary', 'client_compressed_unary', 'server_compressed_unary', 'client_streaming',
  'client_compressed_streaming', 'server_streaming', 'server_compressed_streaming', 'ping_pong', 'empty_stream',
  'cancel_after_begin', 'cancel_after_first_response', 'timeout_on_sleeping_server', 'custom_metadata',
  'status_code_and_message', 'special_status_message', 'unimplemented_method', 'unimplemented_service',
];
