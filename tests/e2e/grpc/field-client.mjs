// The field gateway through @grpc/grpc-js, in promises.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';

const PROTOS = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../protos');
const READY_MS = 10_000;

function fieldGateway() {
  const definition = protoLoader.loadSync('realtimegov/v1/field.proto', {
    includeDirs: [PROTOS], keepCase: true, longs: String, enums: String, defaults: true,
  });
  // A buffer goes out as it is: tests send what no correct client would.
  const stream = definition['realtimegov.v1.FieldGateway'].StreamReports;
  const serialize = stream.requestSerialize;
  stream.requestSerialize = (value) => (Buffer.isBuffer(value) ? value : serialize(value));
  return grpc.loadPackageDefinition(definition).realtimegov.v1.FieldGateway;
}

/** Opens a client; an empty token sends none. */
export function connect(address, token) {
  const FieldGateway = fieldGateway();
  const plain = new FieldGateway(address, grpc.credentials.createInsecure());
  const gzip = new FieldGateway(address, grpc.credentials.createInsecure(), { 'grpc.default_compression_algorithm': 2 });
  const metadata = () => {
    const headers = new grpc.Metadata();
    if (token) headers.set('authorization', `Bearer ${token}`);
    return headers;
  };
  const settle = (resolve, reject) => (error, value) => (error ? reject(error) : resolve(value));
  const deadline = () => Date.now() + READY_MS;
  return {
    submit: (report, { compressed = false } = {}) => new Promise((resolve, reject) => {
      (compressed ? gzip : plain).SubmitReport(report, metadata(), { deadline: deadline() }, settle(resolve, reject));
    }),
    raw: (method) => new Promise((resolve, reject) => {
      const asIs = (bytes) => bytes;
      plain.makeUnaryRequest(method, asIs, asIs, Buffer.alloc(0), metadata(), { deadline: deadline() }, settle(resolve, reject));
    }),
    stream: (callOptions = {}) => ackStream(plain.StreamReports(metadata(), callOptions)),
    close: () => {
      plain.close();
      gzip.close();
    },
  };
}

function ackStream(call) {
  const acks = [];
  const waiters = [];
  let taken = 0;
  let end = null;
  const wake = () => {
    while (waiters.length > 0 && taken < acks.length) waiters.shift().resolve(acks[taken++]);
    if (end) waiters.splice(0).forEach(({ reject }) => reject(new Error(`the stream ended with ${end.code}: ${end.details}`)));
  };
  const outcome = new Promise((resolve) => {
    call.on('data', (ack) => {
      acks.push(ack);
      wake();
    });
    call.on('error', () => {}); // `status` tells the same, and follows it
    call.on('status', (status) => {
      end = status;
      wake();
      resolve({ acks, end });
    });
  });
  return {
    outcome,
    write: (batch) => call.write(batch),
    end: () => call.end(),
    cancel: () => call.cancel(),
    nextAck: () => new Promise((resolve, reject) => {
      waiters.push({ resolve, reject });
      wake();
    }),
  };
}
