/** Metrics: what is kept, in which unit, and how running totals become amounts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference } from '../../../../src/domain/otlp/dialects/metrics/difference.ts';
import type { RawMetricPoint } from '../../../../src/domain/otlp/dialects/metrics/read-metrics.ts';
import { read } from '../requests.ts';

const metricsRequest = (...metrics: readonly object[]): Uint8Array =>
  Buffer.from(JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ scope: { name: 'm' }, metrics }] }] }));

const gauge = (name: string, unit: string, asDouble: number): object => ({
  name,
  unit,
  gauge: { dataPoints: [{ timeUnixNano: '1795225240000000000', asDouble }] },
});

const pointsOf = (...metrics: readonly object[]) => read(metricsRequest(...metrics), 'metrics').points;

for (const [name, unit, value, figure, ours] of [
  ['system.cpu.utilization', '1', 0.25, 'cpuPercent', 25],
  ['process.memory.usage', 'By', 104857600, 'memoryMb', 100],
  ['hw.gpu.utilization', '1', 0.5, 'gpuPercent', 50],
  ['DCGM_FI_DEV_GPU_UTIL', '', 50, 'gpuPercent', 50],
  ['DCGM_FI_DEV_FB_USED', '', 2048, 'gpuMemoryMb', 2048],
  ['gpu_memory_mb', '', 2048, 'gpuMemoryMb', 2048],
  ['cpu_percent', '', 12.5, 'cpuPercent', 12.5],
] as const) {
  test(`readMetrics() reads ${name} of ${value} ${unit} as ${ours} ${figure}`, () => {
    const [point] = pointsOf(gauge(name, unit, value));

    assert.deepEqual([point?.figure, point?.value], [figure, ours]);
  });
}

test('readMetrics() keeps an AI app’s metrics and counts the rest', () => {
  const { points, ignored } = read(
    metricsRequest(
      gauge('gen_ai.agent.cycle.count', '', 3),
      gauge('http.server.request.duration', 's', 1),
      gauge('ai_active_conversations', '', 2),
    ),
    'metrics',
  );

  assert.deepEqual(
    points.map(({ name, value, isGauge }) => [name, value, isGauge]),
    [
      ['gen_ai.agent.cycle.count', 3, true],
      ['ai_active_conversations', 2, true],
    ],
  );
  assert.equal(ignored, 1);
});

test('readMetrics() keeps no person and no session as a label', () => {
  const [point] = pointsOf({
    name: 'claude_code.token.usage',
    sum: {
      aggregationTemporality: 1,
      isMonotonic: true,
      dataPoints: [
        {
          asInt: '5',
          attributes: ['user.id', 'session.id', 'user.email', 'model'].map((key) => ({
            key,
            value: { stringValue: 'x' },
          })),
        },
      ],
    },
  });

  assert.deepEqual(point?.labels, { model: 'x' });
  assert.equal(point?.isCumulative, undefined);
});

test('readMetrics() leaves out a point without a measurement', () => {
  const { points, ignored } = read(
    metricsRequest({ name: 'gen_ai.x', gauge: { dataPoints: [{ asDouble: 1, flags: 1 }, { asDouble: 'NaN' }] } }),
    'metrics',
  );

  assert.deepEqual([points, ignored], [[], 2]);
});

const total = (value: number, since = 1): RawMetricPoint => ({
  name: 'n',
  at: since + value,
  since,
  value,
  isCumulative: true,
  labels: {},
  series: 's',
});

test('difference() takes the amount between two readings of a running total', () => {
  assert.deepEqual(difference(total(10), total(15)), { value: 5 });
});

test('difference() takes all of a total that began anew', () => {
  assert.deepEqual(difference(total(10), total(3)), { value: 3 });
  assert.deepEqual(difference(total(10), total(15, 100)), { value: 15 });
  assert.deepEqual(difference(undefined, total(15)), { value: 15 });
});

test('difference() leaves amounts that are no running totals as they are', () => {
  const { isCumulative: _, ...delta } = total(15);

  assert.deepEqual(difference(total(10), delta), { value: 15 });
});
