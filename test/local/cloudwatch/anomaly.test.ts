/** The local stand-in for anomaly detection: what is usual at this hour of the week, from stored history. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlarmResource } from '../../../local/aws/cloudwatch/alarms/definition.ts';
import { anomalyBand } from '../../../local/aws/cloudwatch/math/band.ts';
import type { Grid, Slots } from '../../../local/aws/cloudwatch/store.ts';
import { DAY, HOUR, MINUTE, openBench, START, stateOf, TOPIC } from './setup.ts';

const HOURS = 3600;
const NOW = START / 1000;

/** A metric that is what `value` says for each second, and the band for the hour that begins now. */
const bandOf = (value: (second: number) => number | undefined, period = 300) => {
  const read = ({ from, slots }: Grid): Slots =>
    Array.from({ length: slots }, (_, slot) => value(from + slot * period));
  return anomalyBand({ from: NOW, period, slots: 1 }, 2, read, new Map());
};

test('anomalyBand() is the mean of the same hour of the week, give or take k standard deviations', () => {
  // Ten and thirty in turn within this hour of the week, 1,000 at all other times: mean 20, deviation 10.
  const value = (second: number) =>
    (second - NOW) % (7 * 24 * HOURS) === 0 || Math.floor((second - NOW) / HOURS) % (7 * 24) === 0
      ? (second / 300) % 2 === 0
        ? 10
        : 30
      : 1000;

  const { upper, lower } = bandOf(value);

  assert.deepEqual([upper, lower], [[40], [0]]);
});

test('anomalyBand() learns from the same hour of other days while it has seen no whole week', () => {
  const since = NOW - 3 * 24 * HOURS;
  const isThisHour = (second: number) =>
    ((second - NOW) / HOURS) % 24 < 1 && Math.floor((second - NOW) / HOURS) % 24 === 0;

  const { upper, lower } = bandOf((second) => (second < since ? undefined : isThisHour(second) ? 50 : 1000));

  // A constant has no deviation; the band is then 1 % of the mean wide, times two.
  assert.deepEqual([upper, lower], [[51], [49]]);
});

test('anomalyBand() has no band while it has hardly any history, and none from the hour itself', () => {
  assert.deepEqual(
    bandOf(() => undefined),
    { upper: [undefined], lower: [undefined] },
  );
  assert.deepEqual(bandOf((second) => (second >= NOW ? 5 : undefined)).upper, [undefined]);
  assert.deepEqual(bandOf((second) => (second >= NOW - 5 * 300 ? 5 : undefined)).upper, [undefined]);
  assert.deepEqual(bandOf((second) => (second >= NOW - 6 * 300 && second < NOW ? 5 : undefined)).upper, [5.1]);
});

const anomalyAlarm: AlarmResource = {
  logicalId: 'Unusual',
  type: 'AWS::CloudWatch::Alarm',
  properties: {
    Metrics: [
      {
        Id: 'value',
        MetricStat: { Metric: { Namespace: 'App', MetricName: 'Cost' }, Period: 900, Stat: 'Sum' },
        ReturnData: true,
      },
      { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(value, 3)', Label: 'usual', ReturnData: true },
    ],
    ThresholdMetricId: 'band',
    ComparisonOperator: 'GreaterThanUpperThreshold',
    EvaluationPeriods: 2,
    TreatMissingData: 'notBreaching',
    AlarmActions: [TOPIC],
  },
};

test('an alarm on a band goes off on what is unusual for the hour, though usual for another', (context) => {
  const bench = openBench(context);
  const costAt = (time: number): number => {
    const hour = new Date(time).getUTCHours();
    return (hour >= 8 && hour < 18 ? 100 : 10) + ((time / MINUTE) % 7);
  };
  const until = START + 7 * DAY + 12 * HOUR;
  for (; bench.now < until; bench.now += 5 * MINUTE) bench.cloudwatch.putMetric('App', 'Cost', {}, costAt(bench.now));
  bench.cloudwatch.createAlarms([anomalyAlarm]);

  // 22:00: the night's usual ten, then the day's usual hundred.
  for (let step = 0; step < 12; step++) {
    bench.cloudwatch.putMetric('App', 'Cost', {}, costAt(bench.now));
    bench.pass(5 * MINUTE);
  }
  const usual = stateOf(bench, 'Unusual');
  for (let step = 0; step < 12; step++) {
    bench.cloudwatch.putMetric('App', 'Cost', {}, 100);
    bench.pass(5 * MINUTE);
  }

  assert.deepEqual([usual, stateOf(bench, 'Unusual')], ['OK', 'ALARM']);
  const { message } = bench.published[0]!;
  assert.match(
    String(message['NewStateReason']),
    /^Thresholds Crossed: 2 out of the last 2 datapoints \[.*\] were greater than the upper thresholds \[/,
  );
  assert.equal((message['Trigger'] as Record<string, unknown>)['ThresholdMetricId'], 'band');
});
