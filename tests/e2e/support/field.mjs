import { join } from 'node:path';
import { Child } from './child.mjs';
import { root } from './paths.mjs';

/** ./field with its arguments, to its end. */
export async function field(t, args, { ms = 300_000 } = {}) {
  const child = new Child(join(root, 'field'), args.map(String));
  t.after(() => child.stop('SIGKILL'));
  const { code, signal } = await child.end(ms);
  return { code, signal, output: child.output };
}
