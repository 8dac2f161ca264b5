/** Baselines and anomalies: what is out of the ordinary is found, what is ordinary is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anomaliesOf } from '../../../src/domain/summarise/anomaly.ts';
import { type Baseline, baselineOf, type HistoryPoint, historyPoint } from '../../../src/domain/summarise/baseline.ts';
import { MEASURE_NAMES } from '../../../src/domain/summarise/measures.ts';
import { chiSquaredTail, median, normalTail, robustSpread } from '../../../src/domain/summarise/statistics.ts';
import { trendOf } from '../../../src/domain/summarise/trend.ts';
import { hourOfTraffic, MONDAY, randomFrom } from './traffic.ts';

const WEEK = 168;
const WEEK_MS = WEEK * 3_600_000;

const history: readonly HistoryPoint[] = Array.from({ length: 6 * WEEK }, (_, hour) =>
  historyPoint(hourOfTraffic(hour, randomFrom(hour + 1))),
);
const baseline: Baseline = baselineOf(history.slice(0, 5 * WEEK), 'UTC')!;

test('anomalies of stationary traffic are fewer than one in a hundred checks', () => {
  const checks = history.slice(5 * WEEK).flatMap((point) => {
    const odd = anomaliesOf(point, baseline);
    return Object.keys(point.measures).map((name) => odd.some(({ measure }) => measure === name));
  });

  const share = checks.filter(Boolean).length / checks.length;

  assert.ok(checks.length > 2000);
  assert.ok(share < 0.01, String(share));
});

test('anomalies name what changed, its usual value, and how seldom that is', () => {
  const hour = 5 * WEEK + 34;
  const point = historyPoint(hourOfTraffic(hour, randomFrom(9), { refusalRate: 0.25 }));

  const [first] = anomaliesOf(point, baseline);

  assert.equal(first!.measure, 'refusal_share');
  assert.equal(first!.meaning, 'worse');
  assert.ok(Math.abs(first!.expected - 0.05) < 0.02, String(first!.expected));
  assert.ok(first!.seldom <= 1 / 500, String(first!.seldom));
  assert.ok(first!.range[0] < 0.05 && first!.range[1] < 0.15);
});

test('anomalies know the hour of the week: a quiet noon is odd where a quiet night is not', () => {
  const calls = (hour: number) => historyPoint(hourOfTraffic(hour, randomFrom(3), { calls: 110 }));
  const oddities = (hour: number) => anomaliesOf(calls(hour), baseline).map(({ measure }) => measure);

  assert.ok(oddities(5 * WEEK + 24 + 15).includes('calls'));
  assert.ok(!oddities(5 * WEEK + 24 + 3).includes('calls'));
});

test('anomalies include silence: an hour without any calls', () => {
  const point = historyPoint(hourOfTraffic(5 * WEEK + 36, randomFrom(3), { calls: 0 }));

  const silence = anomaliesOf(point, baseline).find(({ measure }) => measure === 'calls');
  assert.deepEqual([silence?.value, silence?.meaning], [0, 'worse']);
});

test('anomalies leave totals alone where a handful of calls is all there ever is', () => {
  const few = (hour: number, calls: number) => historyPoint(hourOfTraffic(hour, randomFrom(hour), { calls }));
  const quiet = baselineOf(
    Array.from({ length: 2 * WEEK }, (_, hour) => few(hour, 3)),
    'UTC',
  )!;

  assert.deepEqual(anomaliesOf(few(2 * WEEK, 14), quiet), []);
  assert.notDeepEqual(anomaliesOf(few(2 * WEEK, 90), quiet), []);
});

test('baselines forgive a bad night in the past', () => {
  const spoilt = history
    .slice(0, 5 * WEEK)
    .map((point, hour) =>
      hour >= 60 && hour < 66
        ? { ...point, measures: { ...point.measures, latency_p95: { value: 60_000, samples: 500 } } }
        : point,
    );

  const level = (made: Baseline, hour: number): number => made.measures.latency_p95!.levels[hour]!;

  const other = baselineOf(spoilt, 'UTC')!;
  for (let hour = 60; hour < 66; hour += 1) {
    assert.ok(Math.abs(level(other, hour) - level(baseline, hour)) < 0.15, `hour ${hour}`);
  }
});

test('baselines wait for three days of history', () => {
  assert.equal(baselineOf(history.slice(0, 71), 'UTC'), undefined);
  assert.ok(baselineOf(history.slice(0, 80), 'UTC') !== undefined);
});

test('baselines survive JSON, so that they can be kept', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(baseline)), baseline);
});

test('historyPoint() reads every measure that was observed', () => {
  const measured = Object.keys(history[0]!.measures);

  assert.ok(measured.length >= 15);
  for (const name of measured) assert.ok((MEASURE_NAMES as readonly string[]).includes(name));
});

const weekly = (values: readonly number[]): readonly HistoryPoint[] =>
  values.map((value, week) => ({ start: MONDAY + week * WEEK_MS, measures: { error_rate: { value, samples: 1000 } } }));

test('trends tell a steady rise by its median slope, whatever one week did', () => {
  const trend = trendOf(
    'error_rate',
    weekly([0.01, 0.012, 0.014, 0.9, 0.018, 0.02, 0.022, 0.024, 0.026, 0.028, 0.03, 0.032]),
  )!;

  assert.equal(trend.direction, 'rising');
  assert.equal(trend.meaning, 'worse');
  assert.ok(Math.abs(trend.perWeek - 0.002) < 1e-9, String(trend.perWeek));
});

test('trends of noise are flat', () => {
  const random = randomFrom(4);
  let told = 0;
  for (let trial = 0; trial < 300; trial += 1) {
    if (trendOf('error_rate', weekly(Array.from({ length: 12 }, random)))!.direction !== 'flat') told += 1;
  }

  assert.ok(told / 300 < 0.03, String(told / 300));
});

test('trends are not told from fewer than five weeks', () => {
  assert.equal(trendOf('error_rate', weekly([1, 2, 3, 4])), undefined);
});

test('statistics agree with the tables', () => {
  assert.equal(median([5, 1, 4]), 4);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.ok(Math.abs(robustSpread([1, 2, 3, 4, 100]) - 1.4826) < 1e-9);
  assert.ok(Math.abs(normalTail(1.959964) - 0.025) < 1e-6);
  assert.ok(Math.abs(normalTail(-1.281552) - 0.9) < 1e-6);
  // Upper 5 % points of χ²: 3.841, 18.307, 124.342 for 1, 10 and 100 degrees of freedom.
  for (const [value, degrees] of [
    [3.841, 1],
    [18.307, 10],
    [124.342, 100],
  ] as const) {
    assert.ok(Math.abs(chiSquaredTail(value, degrees) - 0.05) < 0.003, `${degrees} degrees of freedom`);
  }
});
