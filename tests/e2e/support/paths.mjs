import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

// Compiled ahead of time as well, and that copy is what ./run starts.
const shipped = ['RealtimeGov.Gateway.Host', 'RealtimeGov.Devices'];

/** A program: what ships as it is published, others as the build leaves them. */
export const executable = (name) => join(root, 'artifacts', shipped.includes(name) ? 'publish' : 'bin', name, 'release', name);

export const fixture = (name) => join(root, 'tests', 'e2e', 'fixtures', name);

const shared = (name) => join(root, '..', 'shared', 'data', name);

/** Files of ../shared/data, or the reason to skip. */
export function sharedData(...names) {
  const missing = names.find((name) => !existsSync(shared(name)));
  return {
    skip: missing ? `shared data is absent: ../shared/data/${missing}` : false,
    paths: names.map(shared),
  };
}

/** An empty folder, gone after the test. */
export async function emptyFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), 'realtimegov-e2e-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
