import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';

/** Rejects with what was waited for when it does not come in time. */
export function within(ms, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${ms / 1000} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A process of the test: its lines can be awaited, whether they came already or not, and it never outlives the test. */
export class Child {
  #lines = [];
  #waiters = [];

  constructor(command, args, { env = {}, input = 'ignore' } = {}) {
    this.process = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: [input, 'pipe', 'pipe'] });
    this.name = command.split('/').at(-1);
    const drained = [this.process.stdout, this.process.stderr].map((stream) => {
      const reader = createInterface({ input: stream });
      reader.on('line', (line) => this.#take(line));
      return once(reader, 'close');
    });
    /** Resolves with {code, signal} once it is gone and all its output is read. */
    this.exited = Promise.all([once(this.process, 'exit'), ...drained]).then(([[code, signal]]) => {
      this.#waiters.splice(0).forEach(({ reject }) => reject(new Error(`${this.name} ended (${signal ?? code})\n${this.output}`)));
      return { code, signal };
    });
  }

  get pid() {
    return this.process.pid;
  }

  /** Standard output and error, in the order they came. */
  get output() {
    return this.#lines.join('\n');
  }

  #take(line) {
    this.#lines.push(line);
    this.#waiters = this.#waiters.filter(({ pattern, resolve }) => {
      const match = line.match(pattern);
      if (match) resolve(match);
      return !match;
    });
  }

  /** The first line, past or future, that matches; its match. */
  line(pattern, ms = 60_000) {
    for (const line of this.#lines) {
      const match = line.match(pattern);
      if (match) return Promise.resolve(match);
    }
    const found = new Promise((resolve, reject) => this.#waiters.push({ pattern, resolve, reject }));
    return within(ms, `${this.name}: a line like ${pattern}`, found).catch((error) => {
      throw new Error(`${error.message}\n${this.output}`);
    });
  }

  /** Waits for the end. */
  async end(ms = 60_000) {
    return within(ms, `${this.name} to end`, this.exited).catch((error) => {
      throw new Error(`${error.message}\n${this.output}`);
    });
  }

  /** Sends a signal, if it still runs, and waits for the end. */
  async stop(signal = 'SIGTERM', ms = 30_000) {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill(signal);
    return this.end(ms);
  }
}
