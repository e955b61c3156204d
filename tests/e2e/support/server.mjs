import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Child } from './child.mjs';
import { executable, root } from './paths.mjs';

const READY = /^ready http:\/\/127\.0\.0\.1:(\d+) grpc http:\/\/127\.0\.0\.1:(\d+) pid (\d+)/;

/** The shipped server with its addresses. */
class Server {
  constructor(child, [, port, grpcPort, pid], data) {
    Object.assign(this, { child, data, port: Number(port), grpcPort: Number(grpcPort), pid: Number(pid) });
    this.http = `http://127.0.0.1:${port}`;
    this.grpc = `http://127.0.0.1:${grpcPort}`;
    this.target = `127.0.0.1:${grpcPort}`;
  }

  /** GET, as JSON; throws on anything but 200. */
  async get(path, token) {
    const response = await fetch(this.http + path, { headers: token ? { authorization: `Bearer ${token}` } : {} });
    if (response.status !== 200) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** POST of JSON; the status and the answer. */
  async post(path, body, token) {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const response = await fetch(this.http + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  }

  day(region, date = 'today') {
    return this.get(`/api/v1/regions/${region}/days/${date}`);
  }

  total(region) {
    return this.get(`/api/v1/regions/${region}/total`);
  }

  /** A total may be a second old: this one is not older than the call. */
  async settledTotal(region) {
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    return this.total(region);
  }

  token() {
    return readFile(join(this.data, 'device-token'), 'utf8').then((text) => text.trim());
  }

  /** kill -9 of the server process itself, whoever supervises it. */
  async kill() {
    process.kill(this.pid, 'SIGKILL');
    await this.child.end();
  }

  stop() {
    return this.child.stop();
  }
}

async function start(t, child, data) {
  t.after(() => child.stop().catch(() => child.stop('SIGKILL')));
  return new Server(child, await child.line(READY, 240_000), data);
}

/** The host executable alone, on free ports unless told otherwise. */
export function startHost(t, data, args = [], { port = 0, grpcPort = 0 } = {}) {
  const dashboard = join(root, 'dashboard', 'dist');
  const all = ['--port', port, '--grpc-port', grpcPort, '--data', data, '--dashboard', dashboard, ...args];
  return start(t, new Child(executable('RealtimeGov.Gateway.Host'), all.map(String)), data);
}

/** The same through ./run, as a user starts it. */
export function startRun(t, data, args = [], { port = 0, grpcPort = 0 } = {}) {
  const all = ['--port', port, '--grpc-port', grpcPort, '--data', data, ...args];
  return start(t, new Child(join(root, 'run'), all.map(String)), data);
}

/** A host that is expected to refuse: its exit code and what it said. */
export async function refusedHost(t, data, args) {
  const child = new Child(executable('RealtimeGov.Gateway.Host'), ['--port', '0', '--grpc-port', '0', '--data', data, ...args]);
  t.after(() => child.stop('SIGKILL'));
  const { code } = await child.end();
  return { code, output: child.output };
}
