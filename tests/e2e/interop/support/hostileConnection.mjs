import { once } from 'node:events';
import { connect } from 'node:net';

const DATA = 0, HEADERS = 1, RST_STREAM = 3, SETTINGS = 4, GOAWAY = 7;
const END_STREAM = 1, END_HEADERS = 4;
const HEADER_BYTES = 9;

export const NO_ERROR = 0, INTERNAL_ERROR = 2, REFUSED_STREAM = 7, CANCEL = 8, ENHANCE_YOUR_CALM = 11;

/** HTTP/2 over a bare socket that heeds none of the server's settings: a call is a number, its stream 2n - 1. */
export class HostileConnection {
  #socket;
  #rest = Buffer.alloc(0);
  #wake = () => {};
  #drained = () => {};
  #opened = 0;
  /** Calls that the server has ended or reset. */
  answered = new Set();
  /** Calls that the server ended, in order. */
  ended = [];
  /** Calls that the server reset: {call, code}, in order. */
  resets = [];
  /** The code of the server's GOAWAY; the last one counts. */
  goaway = null;
  closed = false;

  static async open(t, port) {
    const connection = new HostileConnection();
    const socket = (connection.#socket = connect(port, '127.0.0.1'));
    t.after(() => socket.destroy());
    await once(socket, 'connect');
    socket.setNoDelay(true).on('error', () => {}).on('data', (chunk) => connection.#take(chunk));
    socket.on('drain', () => connection.#drained());
    socket.on('close', () => {
      connection.closed = true;
      connection.#drained();
      connection.#wake();
    });
    socket.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(SETTINGS, 0, 0)]));
    return connection;
  }

  get opened() {
    return this.#opened;
  }

  /** Opens so many calls at once, and after each whatever `then` makes of its stream's number. The socket's own bound is waited for. */
  async call(path, { calls = 1, headers = {}, then = () => [] } = {}) {
    const block = headerBlock(path, headers);
    const frames = [];
    for (let left = calls; left > 0; left--) {
      const stream = 2 * ++this.#opened - 1;
      frames.push(frame(HEADERS, END_HEADERS, stream, block), ...then(stream));
    }
    if (this.closed || this.#socket.write(Buffer.concat(frames))) return;
    await new Promise((resolve) => (this.#drained = resolve));
  }

  /** Ends a call's requests. */
  end(call) {
    this.#socket.write(frame(DATA, END_STREAM, 2 * call - 1));
  }

  /** Waits until it is so, or the server has closed the connection; says whether it is so. */
  async until(isSo) {
    while (!isSo() && !this.closed) await new Promise((resolve) => (this.#wake = resolve));
    return isSo();
  }

  #take(chunk) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at + HEADER_BYTES <= this.#rest.length) {
      const end = at + HEADER_BYTES + this.#rest.readUIntBE(at, 3);
      if (end > this.#rest.length) break;
      this.#hear(this.#rest[at + 3], this.#rest[at + 4], this.#rest.readUInt32BE(at + 5), this.#rest.subarray(at + HEADER_BYTES, end));
      at = end;
    }
    this.#rest = this.#rest.subarray(at);
    this.#wake();
  }

  #hear(type, flags, stream, payload) {
    const call = (stream + 1) / 2;
    const isEnd = (type === HEADERS || type === DATA) && (flags & END_STREAM) !== 0;
    if (isEnd || type === RST_STREAM) this.answered.add(call);
    if (isEnd) this.ended.push(call);
    if (type === RST_STREAM) this.resets.push({ call, code: payload.readUInt32BE(0) });
    if (type === GOAWAY) this.goaway = payload.readUInt32BE(4);
  }
}

export const reset = (stream) => [frame(RST_STREAM, 0, stream, Buffer.from([0, 0, 0, CANCEL]))];

function frame(type, flags, stream, payload = Buffer.alloc(0)) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUIntBE(payload.length, 0, 3);
  header[3] = type;
  header[4] = flags;
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
}

// Literals that enter no table, short enough for lengths of one byte; 0x83 and 0x86 are ":method: POST" and ":scheme: http".
function headerBlock(path, headers) {
  const fields = { ':authority': 'x', ':path': path, 'content-type': 'application/grpc', te: 'trailers', ...headers };
  const literals = Object.entries(fields).flatMap(([name, value]) => [0, name.length, ...Buffer.from(name), value.length, ...Buffer.from(value)]);
  return Buffer.from([0x83, 0x86, ...literals]);
}
