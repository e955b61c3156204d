import { join } from 'node:path';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { root } from '../../support/paths.mjs';

const load = (files, folder) =>
  grpc.loadPackageDefinition(
    loader.loadSync(files, { includeDirs: [join(root, folder)], keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true }),
  );

export const { testing } = load(['grpc/testing/test.proto'], 'tests/interop').grpc;
export const { health } = load(['grpc/health/v1/health.proto'], 'tests/interop').grpc;
export const fieldMethods = Object.keys(load(['realtimegov/v1/field.proto'], 'protos').realtimegov.v1.FieldGateway.service).sort();

export const GZIP = 2; // grpc.compressionAlgorithms.gzip
export const zeroes = (bytes) => ({ body: Buffer.alloc(bytes) });
export const asking = (...sizes) => ({ response_parameters: sizes.map((size) => ({ size })) });
export const sizesOf = (responses) => responses.map(({ payload }) => payload.body.length);

/** Metadata of [key, value] pairs, in order; a Buffer under a `-bin` key. */
export function metadata(...pairs) {
  const sent = new grpc.Metadata();
  for (const [key, value] of pairs) sent.add(key, value);
  return sent;
}

/** A client of the test service in one channel of its own. */
export class TestClient {
  constructor(t, target, options = {}, Service = testing.TestService) {
    // Channels to one address share a connection unless told not to.
    this.stub = new Service(target, grpc.credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1, ...options });
    t.after(() => this.stub.close());
  }

  /** {response, headers, status}; the error's status when it fails. */
  unary(method, request, sent = new grpc.Metadata(), options = {}) {
    return new Promise((resolve) => {
      const seen = {};
      const call = this.stub[method](request, sent, { deadline: soon(), ...options }, (error, response) => {
        if (error) resolve({ ...seen, status: error });
        else seen.response = response;
      });
      call.on('metadata', (headers) => (seen.headers = headers));
      call.on('status', (status) => status.code === grpc.status.OK && setImmediate(() => resolve({ ...seen, status })));
    });
  }

  /** A call with a stream of requests and one response: {call, ended}. */
  input(sent = new grpc.Metadata(), options = {}) {
    let call;
    const ended = new Promise((resolve) => {
      call = this.stub.StreamingInputCall(sent, { deadline: soon(), ...options }, (error, response) => resolve({ status: error, response }));
    });
    return { call, ended };
  }

  output(request, sent = new grpc.Metadata(), options = {}) {
    return watch(this.stub.StreamingOutputCall(request, sent, { deadline: soon(), ...options }));
  }

  duplex(sent = new grpc.Metadata(), options = {}) {
    return watch(this.stub.FullDuplexCall(sent, { deadline: soon(), ...options }));
  }
}

const soon = () => Date.now() + 30_000;

/** A call whose responses can be awaited one by one, or all with its end. */
function watch(call) {
  const responses = [];
  let wake = () => {};
  const seen = { call, responses };
  call.on('metadata', (headers) => (seen.headers = headers));
  call.on('data', (response) => (responses.push(response), wake()));
  call.on('error', () => {}); // The status tells it.
  seen.ended = new Promise((resolve) => call.on('status', (status) => resolve({ status, responses, headers: seen.headers })));
  seen.count = async (number) => {
    while (responses.length < number) await new Promise((resolve) => (wake = resolve));
  };
  return seen;
}
