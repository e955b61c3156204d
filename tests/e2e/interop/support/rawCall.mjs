import { once } from 'node:events';
import { connect } from 'node:http2';

const MAX_UINT32 = 2 ** 32 - 1;

/** A message's prefix and what follows it, whether they agree or not. */
export function frame(payload, { flag = 0, length = payload.length } = {}) {
  const prefix = Buffer.alloc(5);
  prefix[0] = flag;
  prefix.writeUInt32BE(Math.min(length, MAX_UINT32), 1);
  return Buffer.concat([prefix, payload]);
}

/** HTTP/2 without any knowledge of gRPC, on one connection. */
export class RawConnection {
  constructor(t, url, settings = {}) {
    this.session = connect(url, { settings });
    this.session.on('error', () => {});
    this.goaways = [];
    this.session.on('goaway', (code, last) => this.goaways.push({ code, last }));
    t.after(() => this.session.destroy());
  }

  /** Opens a call; its body is the caller's to write. */
  open(path, headers = {}) {
    const stream = this.session.request(
      { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers', ...headers },
      { endStream: false },
    );
    const seen = { stream, body: [], headers: {}, trailers: {} };
    stream.on('response', (fields) => (seen.headers = fields));
    stream.on('trailers', (fields) => (seen.trailers = fields));
    stream.on('data', (chunk) => seen.body.push(chunk));
    stream.on('error', (error) => (seen.error = error));
    /** {http, status, message, body, reset} once the server has said its last word. */
    seen.ended = new Promise((resolve) => {
      const end = () => resolve(RawConnection.#answer(seen));
      stream.on('end', end).on('close', end);
    });
    return seen;
  }

  /** One call with a body that is known, in the given chunks. */
  async call(path, chunks, headers = {}) {
    const call = this.open(path, headers);
    for (const chunk of chunks) if (!call.stream.write(chunk)) await Promise.race([once(call.stream, 'drain'), call.ended]);
    call.stream.end();
    const answer = await call.ended;
    call.stream.close();
    return answer;
  }

  static #answer({ stream, headers, trailers, body, error }) {
    const fields = 'grpc-status' in headers ? headers : trailers;
    return {
      http: headers[':status'],
      status: fields['grpc-status'] === undefined ? null : Number(fields['grpc-status']),
      message: fields['grpc-message'] === undefined ? null : decodeURIComponent(fields['grpc-message']),
      headers,
      trailers,
      body: Buffer.concat(body),
      reset: error ? error.message : null,
      code: stream.rstCode,
    };
  }
}
