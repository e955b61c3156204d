import { createServer } from 'node:http2';
import { once } from 'node:events';
import { setTimeout as pass } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import grpc from '@grpc/grpc-js';
import { frame } from './rawCall.mjs';
import { testing, zeroes } from './testService.mjs';

const ECHO_INITIAL = 'x-grpc-test-echo-initial';
const ECHO_TRAILING = 'x-grpc-test-echo-trailing-bin';

/** The test service on grpc-js's server; its port. */
export async function startGrpcJs(t) {
  const server = new grpc.Server();
  server.addService(testing.TestService.service, { EmptyCall, UnaryCall, StreamingOutputCall, StreamingInputCall, FullDuplexCall });
  t.after(() => server.forceShutdown());
  return new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port))),
  );
}

/** Sends the headers, echoing; the trailers to end with. */
function echo(call) {
  const [headers, trailers] = [new grpc.Metadata(), new grpc.Metadata()];
  for (const value of call.metadata.get(ECHO_INITIAL)) headers.add(ECHO_INITIAL, value);
  for (const value of call.metadata.get(ECHO_TRAILING)) trailers.add(ECHO_TRAILING, value);
  call.sendMetadata(headers);
  return trailers;
}

const asked = ({ response_status: wanted }) => (wanted?.code ? { code: wanted.code, details: wanted.message } : null);

function EmptyCall(call, answer) {
  answer(null, {}, echo(call));
}

function UnaryCall(call, answer) {
  const trailers = echo(call);
  answer(asked(call.request), { payload: zeroes(call.request.response_size) }, trailers);
}

function StreamingInputCall(call, answer) {
  const trailers = echo(call);
  let size = 0;
  call.on('data', ({ payload }) => (size += payload.body.length));
  call.on('end', () => answer(null, { aggregated_payload_size: size }, trailers));
}

async function respond(call, request) {
  for (const { size, interval_us: interval } of request.response_parameters) {
    if (interval) await pass(interval / 1000);
    if (!call.write({ payload: zeroes(size) })) await once(call, 'drain');
  }
}

async function StreamingOutputCall(call) {
  const trailers = echo(call);
  await respond(call, call.request);
  call.end(trailers);
}

function FullDuplexCall(call) {
  const trailers = echo(call);
  let answered = Promise.resolve();
  call.on('data', (request) => {
    answered = answered.then(() => {
      const fault = asked(request);
      if (fault) throw fault;
      return respond(call, request);
    });
    answered.catch(() => {}); // Told at the end.
  });
  call.on('end', () => answered.then(() => call.end(trailers), (fault) => call.emit('error', fault)));
}

/**
 * grpc-js's server compresses nothing, so this one does: HTTP/2 without any library of gRPC. To each of the compressed
 * cases it gives its own answer, one message compressed and one not; its port.
 */
export async function startCompressing(t) {
  const server = createServer();
  let calls = 0;
  server.on('stream', (stream, { ':path': path }) => {
    stream.resume();
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-encoding': 'gzip' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    if (path.endsWith('/UnaryCall')) stream.end(response(314159, calls++ % 2 === 0));
    else stream.end(Buffer.concat([response(31415, true), response(92653, false)]));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return server.address().port;
}

const { responseSerialize: serialize } = testing.TestService.service.UnaryCall;

/** Payload is field 1 of both kinds of response. */
function response(size, compressed) {
  const bytes = serialize({ payload: zeroes(size) });
  return compressed ? frame(gzipSync(bytes), { flag: 1 }) : frame(bytes);
}
