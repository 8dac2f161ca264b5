/** A week of traffic, replayed with the clock turned on by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compositeAlarm, DAY, errorsAlarm, HOUR, MINUTE, openBench, START, TOPIC } from './setup.ts';

/** Hours of the week in which the service was down for ten minutes. */
const OUTAGES = [30, 75, 160];
const WEEK_MINUTES = (7 * DAY) / MINUTE;

/** Forty alarms: sums, percentiles and shares of several metrics, and composites over them. */
const fortyAlarms = () => {
  const sums = Array.from({ length: 30 }, (_, index) =>
    errorsAlarm(
      {
        MetricName: `Errors${index % 6}`,
        Period: 300,
        EvaluationPeriods: 2,
        Threshold: 5 + index,
        TreatMissingData: 'notBreaching',
      },
      `Sum${index}`,
    ),
  );
  const percentiles = Array.from({ length: 8 }, (_, index) =>
    errorsAlarm(
      {
        MetricName: 'Latency',
        Statistic: undefined,
        ExtendedStatistic: `p${90 + index}`,
        Period: 300,
        Threshold: 5000,
        TreatMissingData: 'notBreaching',
      },
      `Latency${index}`,
    ),
  );
  const composite = (name: string, AlarmRule: string) => compositeAlarm({ AlarmRule, AlarmActions: [TOPIC] }, name);
  return [
    ...sums,
    ...percentiles,
    composite('Down', 'ALARM(Sum0) AND ALARM(Latency0)'),
    composite('Unwell', 'ALARM(Sum1) AND NOT ALARM(Down)'),
  ];
};

const linesOf = (at: number, down: boolean): string => {
  const root = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`Errors${index}`, down ? 20 : 0]));
  const Metrics = [
    ...Object.keys(root).map((Name) => ({ Name, Unit: 'Count' })),
    { Name: 'Latency', Unit: 'Milliseconds' },
  ];
  const Latency = Array.from({ length: 20 }, (_, index) => (down ? 9000 : 200) + index * 7);
  return JSON.stringify({
    _aws: { Timestamp: at, CloudWatchMetrics: [{ Namespace: 'App', Dimensions: [[]], Metrics }] },
    ...root,
    Latency,
  });
};

test('a week of traffic goes by in seconds and calls once for each outage', (context) => {
  const bench = openBench(context);
  bench.cloudwatch.createAlarms(fortyAlarms());
  const evaluations: number[] = [];

  for (let minute = 0; minute < WEEK_MINUTES; minute++) {
    const hour = Math.floor(minute / 60);
    bench.cloudwatch.ingestLogLine(linesOf(bench.now, OUTAGES.includes(hour) && minute % 60 < 10), 'group');
    const began = performance.now();
    bench.pass(MINUTE);
    evaluations.push(performance.now() - began);
  }

  const calls = bench.published.map(({ message }) => [
    message['AlarmName'],
    Date.parse(String(message['StateChangeTime']).replace('+0000', 'Z')),
  ]);
  const downAt = calls.filter(([name]) => name === 'Down').map(([, at]) => Math.floor((Number(at) - START) / HOUR));
  assert.deepEqual(downAt, OUTAGES);
  assert.deepEqual(bench.logged, []);
  evaluations.sort((a, b) => a - b);
  const median = evaluations[Math.floor(evaluations.length / 2)]!;
  context.diagnostic(
    `median evaluation of 40 alarms: ${median.toFixed(2)} ms, p99 ${evaluations[Math.floor(evaluations.length * 0.99)]!.toFixed(2)} ms`,
  );
  // It takes half a millisecond on a busy core; even forty times that is nothing beside the ten seconds between evaluations.
  assert.ok(median < 20, `the median evaluation took ${median} ms`);
});
