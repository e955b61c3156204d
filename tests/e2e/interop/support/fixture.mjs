import { Child } from '../../support/child.mjs';
import { executable } from '../../support/paths.mjs';

const NAME = 'RealtimeGov.Interop';

/** A command of the fixture executable; it never outlives the test. */
export function fixtureCommand(t, ...args) {
  const child = new Child(executable(NAME), args.map(String));
  t.after(() => child.stop('SIGKILL'));
  return child;
}

/** The test services in a process of their own: {child, pid, port, target, url}. */
export async function startFixture(t, { port = 0, pingSeconds } = {}) {
  const child = fixtureCommand(t, 'serve', port, ...(pingSeconds ? [pingSeconds] : []));
  const [, url, taken, pid] = await child.line(/^listening (http:\/\/127\.0\.0\.1:(\d+)) pid (\d+)$/);
  return { child, url, port: Number(taken), target: `127.0.0.1:${taken}`, pid: Number(pid) };
}
