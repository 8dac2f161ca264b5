/** Metrics of machines: kept once, measured once, and part of the summary of their hour. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { createRedactor, DEFAULT_POLICY } from '../../src/domain/redact/redactor.ts';
import { quantile } from '../../src/domain/summarise/sketch.ts';
import { createIngestOtlp } from '../../src/pipelines/ingest-otlp.ts';
import { rollUpHour } from '../../src/pipelines/roll-up.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { NOON } from '../builders/spans.ts';

let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

const request = (...values: readonly number[]): Uint8Array =>
  Buffer.from(
    JSON.stringify({
      resourceMetrics: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'jane@example.com' } }] },
          scopeMetrics: [
            {
              metrics: [
                {
                  name: 'gpu.utilization',
                  unit: '1',
                  gauge: {
                    dataPoints: values.map((asDouble, second) => ({
                      asDouble,
                      timeUnixNano: `${NOON + second * 1000}000000`,
                    })),
                  },
                },
              ],
            },
          ],
        },
      ],
    }),
  );

test('a metrics request that comes twice is measured once, and its readings stand in the summary of the hour once', async () => {
  const project = 'machines' as ProjectId;
  const redactor = createRedactor(DEFAULT_POLICY);
  let measured = 0;
  const ingest = createIngestOtlp({
    ...stores,
    ingest: async () => [],
    keyed: createKeyed('a secret of tests'),
    stepsOf: async () => ({ redactor, thresholdOf: () => undefined, retentionMs: 1e12 }),
    measure: ({ points }) => {
      measured += points.length;
    },
  });
  const arrival = { project, signal: 'metrics', encoding: 'json', receivedAt: NOON + 90_000 } as const;

  for (const body of [request(0.2, 0.4), request(0.2, 0.4), request(0.4, 0.4, 0.9)]) {
    await ingest({ ...arrival, body }, {});
  }

  assert.equal(measured, 5);
  const hour = { kind: 'hour', zone: 'UTC', start: NOON, end: NOON + 3_600_000 } as const;
  const { figures } = await rollUpHour(stores, project, hour, {});
  assert.equal(Math.round(quantile(figures.gpuPercent, 1) ?? 0), 90);
  assert.doesNotMatch(JSON.stringify(await stores.dump()), /jane/);
});
