import { connect, createServer } from 'node:net';
import { once } from 'node:events';

const PREFACE_BYTES = 24;
const HEADER_BYTES = 9;
const DATA = 0;
const PADDED = 8;

/**
 * The gRPC messages in one direction of an HTTP/2 connection, read from its bytes with nobody's library: hears
 * {compressed, bytes} of each, when its last byte has come.
 */
export class FrameReader {
  #rest = Buffer.alloc(0);
  #skip;
  #hear;
  #streams = new Map();

  constructor({ preface, hear }) {
    this.#hear = hear;
    this.#skip = preface ? PREFACE_BYTES : 0;
  }

  take(chunk) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    if (this.#skip > 0) {
      if (this.#rest.length < this.#skip) return;
      this.#rest = this.#rest.subarray(this.#skip);
      this.#skip = 0;
    }
    while (this.#rest.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + this.#rest.readUIntBE(0, 3);
      if (this.#rest.length < end) return;
      if (this.#rest[3] === DATA) this.#data(this.#rest.readUInt32BE(5), this.#rest.subarray(HEADER_BYTES, end), this.#rest[4]);
      this.#rest = this.#rest.subarray(end);
    }
  }

  #data(stream, payload, flags) {
    const body = flags & PADDED ? payload.subarray(1, payload.length - payload[0]) : payload;
    let bytes = Buffer.concat([this.#streams.get(stream) ?? Buffer.alloc(0), body]);
    while (bytes.length >= 5 && bytes.length >= 5 + bytes.readUInt32BE(1)) {
      const length = bytes.readUInt32BE(1);
      this.#hear({ compressed: bytes[0] === 1, bytes: length });
      bytes = bytes.subarray(5 + length);
    }
    this.#streams.set(stream, bytes);
  }
}

/**
 * Stands between a client and a server, passes every byte on and reads the messages' prefixes on the way. `stall()`
 * stops reading from the server: what a client does whose process is frozen.
 */
export class WireTap {
  #server = createServer((client) => this.#join(client));
  #pairs = new Set();
  /** The messages so far, of all connections, in order: {compressed, bytes}. */
  requests = [];
  responses = [];

  static async start(t, port) {
    const tap = new WireTap();
    tap.upstream = port;
    tap.#server.listen(0, '127.0.0.1');
    await once(tap.#server, 'listening');
    tap.port = tap.#server.address().port;
    tap.target = `127.0.0.1:${tap.port}`;
    t.after(() => tap.close());
    return tap;
  }

  #join(client) {
    const server = connect(this.upstream, '127.0.0.1');
    const requests = new FrameReader({ preface: true, hear: (message) => this.requests.push(message) });
    const responses = new FrameReader({ preface: false, hear: (message) => this.responses.push(message) });
    this.#pairs.add({ client, server });
    client.on('data', (chunk) => requests.take(chunk));
    server.on('data', (chunk) => responses.take(chunk));
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', () => {});
    client.pipe(server);
    server.pipe(client);
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  }

  /** Which of the messages were compressed. */
  compressed() {
    const flags = (messages) => messages.map(({ compressed }) => compressed);
    return { requests: flags(this.requests), responses: flags(this.responses) };
  }

  forget() {
    this.requests = [];
    this.responses = [];
  }

  stall() {
    for (const { client, server } of this.#pairs) server.unpipe(client).pause();
  }

  resume() {
    for (const { client, server } of this.#pairs) server.pipe(client);
  }

  close() {
    this.#server.close();
    for (const { client, server } of this.#pairs) [client, server].forEach((socket) => socket.destroy());
  }
}
