/**
 * The whole ingest function, bundled, against a loopback endpoint that answers at once, from a process of its own:
 * `node bench/figures/sdk.ts`. What it has more than the handler without network is signing, serialising and sockets.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { createHandler } from '../../functions/ingest/handler.ts';
import { makeBundles } from '../workload/bundles.ts';
import { startEndpoint } from '../workload/endpoint.ts';
import { quietEvent } from '../workload/handler.ts';
import { interactionOf } from '../workload/interactions.ts';
import { besideBaseline, type Figure, processorTime, publish } from './figure.ts';

const DISTINCT: Readonly<Record<number, number>> = { 1: 1, 10: 0.5, 100: 0.3 };

export const measureSdk = async (
  forMs: number,
  batches: readonly number[] = [1, 10, 100],
): Promise<readonly Figure[]> => {
  const bundles = makeBundles();
  const endpoint = await startEndpoint();
  try {
    Object.assign(process.env, endpoint.environment);
    const { handler }: { handler: ReturnType<typeof createHandler> } = createRequire(import.meta.url)(
      join(bundles.folder, 'ingest/index.js'),
    );
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
    endpoint.stop();
    bundles.remove();
  }
};

if (import.meta.main) {
  publish({
    bench: 'sdk',
    title: 'Ingest with the AWS SDK against loopback endpoints',
    method: 'Processor time of the bundled function alone, the endpoint in a process of its own; best of many rounds.',
    figures: await measureSdk(5000),
  });
}
