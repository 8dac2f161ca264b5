/**
 * The whole ingest function with the AWS SDK against a loopback endpoint that answers at once, from a process of its own:
 * `node bench/figures/sdk.ts`. What it has more than the handler without network is signing, serialising and sockets.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createHandler } from '../../functions/ingest/handler.ts';
import { wire } from '../../functions/ingest/wiring.ts';
import { ENVIRONMENT, quietEvent } from '../workload/handler.ts';
import { interactionOf } from '../workload/interactions.ts';
import { besideBaseline, type Figure, processorTime, publish } from './figure.ts';

const DISTINCT: Readonly<Record<number, number>> = { 1: 1, 10: 0.5, 100: 0.3 };

/** Answers every AWS request as if all went well. */
const serveAnswers = async (): Promise<void> => {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const target = request.headers['x-amz-target'] ?? '';
      const isSecret = String(target).includes('GetSecretValue');
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(isSecret ? '{"SecretString":"a secret of the benchmark"}' : request.method === 'PUT' ? '' : '{}');
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port));
  process.on('disconnect', () => process.exit(0));
};

export const measureSdk = async (
  forMs: number,
  batches: readonly number[] = [1, 10, 100],
): Promise<readonly Figure[]> => {
  const child: ChildProcess = fork(import.meta.filename, ['serve']);
  const [port] = await once(child, 'message');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
  try {
    const parts = await wire(ENVIRONMENT);
    const grant = { project: 'bench', scopes: ['ingest'] };
    const handler = createHandler({ ...parts, keys: { find: async () => grant } as never });
    const write = process.stdout.write.bind(process.stdout);
    const figures: Omit<Figure, 'ratio'>[] = [];
    for (const batch of batches) {
      const bodies = Array.from({ length: Math.max(3, Math.ceil(100 / batch)) }, (_, n) => {
        const options = { at: Date.now() - 10_000, distinct: DISTINCT[batch] ?? 1, run: `sdk-${batch}-${n}` };
        const interactions = Array.from({ length: batch }, (__, at) => interactionOf(n * batch + at, options));
        return JSON.stringify(batch === 1 ? interactions[0] : { interactions });
      });
      const send = async (): Promise<void> => {
        for (const body of bodies) {
          const { statusCode } = (await handler(...quietEvent(body))) as { statusCode: number };
          assert.equal(statusCode, batch === 1 ? 201 : 200);
        }
      };
      // Metric lines go nowhere while it is timed.
      process.stdout.write = () => true;
      const us = (await processorTime(send, { forMs, leastRounds: 4 })) / (bodies.length * batch);
      process.stdout.write = write;
      figures.push({ name: `with the AWS SDK, batches of ${batch}`, value: us, unit: 'µs per interaction' });
    }
    return besideBaseline(figures);
  } finally {
    child.kill();
  }
};

if (process.argv[2] === 'serve') await serveAnswers();
else if (import.meta.main) {
  publish({
    bench: 'sdk',
    title: 'Ingest with the AWS SDK against loopback endpoints',
    method: 'Processor time of the function alone, the endpoint in a process of its own; best of many rounds.',
    figures: await measureSdk(5000),
  });
}
