import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { root } from './paths.mjs';

const definition = loader.loadSync('realtimegov/v1/field.proto', {
  includeDirs: [join(root, 'protos')],
  longs: Number,
  enums: String,
  defaults: true,
});
const { FieldGateway } = grpc.loadPackageDefinition(definition).realtimegov.v1;

export const timestamp = (ms) => ({ seconds: Math.floor(ms / 1000), nanos: (((ms % 1000) + 1000) % 1000) * 1e6 });

/** A report that is valid in fixtures/town.geojson, with what a test wants different. */
export const report = (changes = {}) => ({
  reportId: randomUUID(),
  stewardId: 's-1',
  gridCode: 'T-V-1',
  category: 'parts/manhole',
  text: 'the cover rattles',
  observedAt: timestamp(Date.now()),
  origin: 'ORIGIN_STEWARD',
  ...changes,
});

/** A foreign device: @grpc/grpc-js, made by others, against our server. */
export class Device {
  #client;
  #metadata = new grpc.Metadata();

  constructor(t, server, token) {
    this.#client = new FieldGateway(server.target, grpc.credentials.createInsecure());
    t.after(() => this.#client.close());
    if (token) this.#metadata.set('authorization', `Bearer ${token}`);
  }

  /** The receipt; rejects with grpc-js's error when the call fails. */
  submit(one) {
    return new Promise((resolve, reject) =>
      this.#client.submitReport(one, this.#metadata, { deadline: Date.now() + 20_000 }, (error, receipt) =>
        error ? reject(error) : resolve(receipt),
      ),
    );
  }

  /** Sends the batches on one stream: the acknowledgements that came and the status it ended with. */
  async stream(batches) {
    const call = this.#client.streamReports(this.#metadata, { deadline: Date.now() + 20_000 });
    const acks = [];
    call.on('data', (ack) => acks.push(ack));
    call.on('error', () => {}); // The status tells it.
    const ended = new Promise((resolve) => call.on('status', resolve));
    for (const batch of batches) call.write(batch);
    call.end();
    const { code, details } = await ended;
    return { acks, code, details };
  }
}

export const status = grpc.status;
