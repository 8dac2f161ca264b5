/** Statistics of stored metrics, against computing them the simple way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GetMetricStatisticsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import fc from 'fast-check';
import { type PeriodContents, parseStatistic } from '../../../local/aws/cloudwatch/statistic.ts';
import { clientOf, MINUTE, openBench, START } from './setup.ts';

const contentsOf = (values: readonly number[]): PeriodContents => ({
  sum: values.reduce((sum, value) => sum + value, 0),
  count: values.length,
  minimum: Math.min(...values),
  maximum: Math.max(...values),
  values: [...values].sort((a, b) => a - b).map((value) => [value, 1]),
});
const compute = (name: string, values: readonly number[]): number | undefined =>
  parseStatistic(name)!.compute(contentsOf(values));

const someValues = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 });
const close = (actual: number | undefined, expected: number, message: string): void =>
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected)),
    `${message}: ${actual} is not ${expected}`,
  );

test('parseStatistic() reads percentiles by nearest rank', () => {
  fc.assert(
    fc.property(someValues, fc.integer({ min: 0, max: 1000 }), (values, tenths) => {
      const percentile = compute(`p${tenths / 10}`, values);

      const rank = Math.max(1, Math.ceil((tenths / 1000) * values.length - 1e-9));
      assert.equal(percentile, values.toSorted((a, b) => a - b)[rank - 1]);
    }),
  );
});

test('parseStatistic() reads trimmed means as the mean of what lies between the bounds', () => {
  fc.assert(
    fc.property(someValues, (values) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const within = values.filter((value) => value > 100 && value <= 500);

      close(compute('tm100', values), mean, 'tm100');
      close(compute('TM(0%:100%)', values), mean, 'TM(0%:100%)');
      close(compute('TC(100:500)', values), within.length, 'TC(100:500)');
      close(compute('PR(100:500)', values), (100 * within.length) / values.length, 'PR(100:500)');
      if (within.length > 0)
        close(
          compute('TM(100:500)', values),
          within.reduce((sum, value) => sum + value, 0) / within.length,
          'TM(100:500)',
        );
    }),
  );
});

test('parseStatistic() takes a sample on a percentage bound with the part of it that lies inside', () => {
  const values = [1, 2, 3, 4];

  // The lowest 75 % of four samples are the first three, 62.5 % are two and a half of them.
  close(compute('tm75', values), 2, 'tm75');
  close(compute('tm62.5', values), (1 + 2 + 1.5) / 2.5, 'tm62.5');
  close(compute('IQM', values), 2.5, 'IQM');
  close(compute('ts75', values), 6, 'ts75');
});

test('parseStatistic() knows nothing of what CloudWatch does not compute', () => {
  const names = [
    'sum',
    'Median',
    'p',
    'p101',
    'p-1',
    'tm',
    'tm90%',
    'TM()',
    'TM(:)',
    'TM(1%:2)',
    'PR(1%:2%)',
    'wm98',
    'constructor',
  ];

  assert.deepEqual(
    names.filter((name) => parseStatistic(name) !== undefined),
    [],
  );
});

test('percentiles are not computed over negative values, nor over statistic sets, as in CloudWatch', () => {
  const p50 = parseStatistic('p50')!;

  assert.equal(p50.compute(contentsOf([-1, 2, 3])), undefined);
  assert.equal(p50.compute({ sum: 6, count: 3, minimum: 1, maximum: 3, values: [] }), undefined);
});

test('GetMetricStatistics gives back what the values put over several minutes come to', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  const value = fc.double({ min: 0.001, max: 1e6, noNaN: true });
  const observation = fc.record({ minute: fc.integer({ min: 0, max: 4 }), value });
  let run = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(observation, { minLength: 1, maxLength: 40 }), async (observations) => {
      const MetricName = `m${run++}`;
      const MetricData = observations.map(({ minute, value: Value }) => ({
        MetricName,
        Value,
        Timestamp: new Date(START + minute * MINUTE),
      }));
      await client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData }));

      const { Datapoints } = await client.send(
        new GetMetricStatisticsCommand({
          Namespace: 'App',
          MetricName,
          StartTime: new Date(START),
          EndTime: new Date(START + 5 * MINUTE),
          Period: 300,
          Statistics: ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'],
          ExtendedStatistics: ['p90'],
        }),
      );

      const values = observations.map(({ value }) => value);
      const expected = contentsOf(values);
      const [point] = Datapoints!;
      assert.equal(point!.SampleCount, expected.count);
      assert.equal(point!.Minimum, expected.minimum);
      assert.equal(point!.Maximum, expected.maximum);
      close(point!.Sum, expected.sum, 'Sum');
      close(point!.Average, expected.sum / expected.count, 'Average');
      // Stored to four significant digits: at most half a thousandth off.
      const p90 = parseStatistic('p90')!.compute(expected)!;
      assert.ok(Math.abs(point!.ExtendedStatistics!['p90']! - p90) <= 0.0005 * p90, 'p90');
    }),
    { numRuns: 30 },
  );
});
