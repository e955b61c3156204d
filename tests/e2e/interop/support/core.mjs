import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Child } from '../../support/child.mjs';
import { emptyFolder, root } from '../../support/paths.mjs';
import { fixtureCommand } from './fixture.mjs';

// Debian's own: its packages are for this one, whatever else is called python3 on this machine.
const PYTHON = '/usr/bin/python3';

/** The reason to skip, or false. */
export const coreIsMissing = (() => {
  try {
    execFileSync(PYTHON, ['-c', 'import grpc, google.protobuf'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'python3-grpcio is not installed';
  }
})();

/** A file that describes every proto of the fixture. */
export async function describeProtos(t) {
  const file = join(await emptyFolder(t), 'protos.bin');
  const { code } = await fixtureCommand(t, 'describe', file).end();
  if (code !== 0) throw new Error('the fixture could not describe its protos');
  return file;
}

/** gRPC's C core on some cases. */
export function coreCases(t, target, descriptors, ...cases) {
  const child = new Child(PYTHON, ['-B', join(root, 'tests/e2e/interop/core/cases.py'), target, descriptors, ...cases]);
  t.after(() => child.stop('SIGKILL'));
  return child;
}
