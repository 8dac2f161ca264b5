/** What is kept of metrics, and what an hour of it comes to: the same in any order, batching and repetition. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inOurWords } from '../../../../src/domain/call/redacted.ts';
import { condense } from '../../../../src/domain/otlp/dialects/metrics/condense.ts';
import { hourOfSeries } from '../../../../src/domain/otlp/dialects/metrics/hour-of-series.ts';
import type { RawMetricPoint } from '../../../../src/domain/otlp/dialects/metrics/read-metrics.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const kept = (points: readonly RawMetricPoint[]) =>
  condense(points, { label: inOurWords, seriesId: (text) => inOurWords(`s ${text}`) });
const hourOf = (...requests: readonly (readonly RawMetricPoint[])[]) =>
  hourOfSeries(requests.flatMap((points) => kept(points).get(NOON) ?? []));

const gauge = (after: number, value: number): RawMetricPoint => ({
  name: 'gpu.utilization',
  at: NOON + after,
  value,
  isGauge: true,
  figure: 'gpuPercent',
  labels: { host: 'a' },
  series: 'gpu',
});
const counter = (after: number, value: number, since = NOON - 5000): RawMetricPoint => ({
  name: 'ai.tokens',
  at: NOON + after,
  since,
  value,
  isCumulative: true,
  labels: {},
  series: 'tokens',
});

test('condense() keeps a series once an hour, without its labels', () => {
  const hours = kept([gauge(1, 10), gauge(2, 20), gauge(3_600_000, 30)]);

  assert.deepEqual(
    [...hours].map(([hour, series]) => [hour, series.map(({ points }) => points.length)]),
    [
      [NOON, [2]],
      [NOON + 3_600_000, [1]],
    ],
  );
  assert.doesNotMatch(JSON.stringify([...hours]), /host/);
});

test('hourOfSeries() takes the differences of a running total, whole where it began within the hour or began anew', () => {
  assert.equal(hourOf([counter(1, 100), counter(2, 130)], [counter(3, 150)])[0]?.amount, 50);
  assert.equal(hourOf([counter(1, 100, NOON), counter(2, 130, NOON)])[0]?.amount, 130);
  assert.equal(hourOf([counter(1, 100), counter(2, 7, NOON + 1)])[0]?.amount, 7);
});

test('hourOfSeries() adds up amounts of their own', () => {
  const { isCumulative: _, ...delta } = counter(1, 5);

  assert.equal(hourOf([delta], [{ ...delta, at: NOON + 2 }])[0]?.amount, 10);
});

test('hourOfSeries() counts a point once, whichever requests brought it and in which order', () => {
  const points = [gauge(1, 10), gauge(2, 10), gauge(3, 30), counter(1, 10), counter(4, 25), counter(9, 60)];
  const expected = hourOf(points);
  assert.deepEqual(
    expected.map(({ readings, amount }) => [readings, amount]),
    [
      [[10, 10, 30], undefined],
      [[], 50],
    ],
  );
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...points, ...points], { minLength: points.length * 2 }),
      fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
      (shuffled, batches) => {
        const requests = [0, 1, 2, 3].map((batch) => shuffled.filter((_, place) => batches[place] === batch));

        assert.deepEqual(hourOf(...requests), expected);
      },
    ),
  );
});
