/** What of a template the local CloudWatch refuses at start, by name and all at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlarmResource } from '../../../local/aws/cloudwatch/alarms/definition.ts';
import { compositeAlarm, errorsAlarm, openBench, stateOf, TOPIC } from './setup.ts';

const metric = (Id: string, changes: object = {}) => ({
  Id,
  MetricStat: { Metric: { Namespace: 'App', MetricName: Id }, Period: 60, Stat: 'Sum', ...changes },
  ReturnData: false,
});
const mathAlarm = (Metrics: readonly object[], changes: object = {}): AlarmResource => ({
  logicalId: 'Errors',
  type: 'AWS::CloudWatch::Alarm',
  properties: { Metrics, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold', ...changes },
});
const band = { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(m, 2)' };
const dashboard = (widgets: readonly object[]): AlarmResource => ({
  logicalId: 'Board',
  type: 'AWS::CloudWatch::Dashboard',
  properties: { DashboardBody: JSON.stringify({ widgets }) },
});

test('createAlarms() refuses by name what it could not honour', (context) => {
  const refusal = (topic: string) => (topic === TOPIC ? undefined : 'there is no such topic');
  const { cloudwatch } = openBench(context, { refusal });
  const refused: readonly (readonly [AlarmResource, RegExp])[] = [
    [errorsAlarm({ EvaluationWindow: {} }), /EvaluationWindow is not known/],
    [errorsAlarm({ Statistic: 'Median' }), /Statistic must be one of/],
    [errorsAlarm({ Statistic: undefined, ExtendedStatistic: 'wm98' }), /statistic wm98/],
    [errorsAlarm({ ExtendedStatistic: 'p99' }), /both Statistic and ExtendedStatistic/],
    [errorsAlarm({ ComparisonOperator: 'GreaterThan' }), /ComparisonOperator must be one of/],
    [errorsAlarm({ ComparisonOperator: undefined }), /ComparisonOperator is missing/],
    [errorsAlarm({ ComparisonOperator: 'LessThanLowerThreshold' }), /does not go with Threshold/],
    [errorsAlarm({ Threshold: undefined }), /Threshold or ThresholdMetricId/],
    [errorsAlarm({ Threshold: '5' }), /Threshold must be a number/],
    [errorsAlarm({ TreatMissingData: 'notbreaching' }), /TreatMissingData must be one of/],
    [errorsAlarm({ DatapointsToAlarm: 2 }), /DatapointsToAlarm must be between/],
    [errorsAlarm({ Period: 45 }), /Period must be 10, 20, 30/],
    [errorsAlarm({ Period: 300, EvaluationPeriods: 289 }), /must not exceed 86400/],
    [errorsAlarm({ EvaluateLowSampleCountPercentile: 'ignore' }), /only with a percentile/],
    [errorsAlarm({ Unit: 'count' }), /Unit count/],
    [errorsAlarm({ AlarmName: 'größer' }), /ASCII/],
    [errorsAlarm({ AlarmActions: ['arn:aws:lambda:eu-west-1:1:function:f'] }), /only SNS topics/],
    [errorsAlarm({ AlarmActions: [`${TOPIC}-2`] }), /no such topic/],
    [errorsAlarm({ AlarmActions: Array(6).fill(TOPIC) }), /6 actions/],
    [errorsAlarm({ Dimensions: [{ Name: 'a', Value: 'b', Extra: 1 }] }), /Dimensions\[0\]: Extra/],
    [errorsAlarm({ Metrics: [] }), /both Metrics and MetricName/],
    [mathAlarm([metric('m')]), /one of Metrics must have ReturnData, got none/],
    [mathAlarm([metric('m'), { Id: 'e', Expression: 'SEARCH("a", "Sum", 60)' }]), /SEARCH/],
    [mathAlarm([metric('m'), { Id: 'e', Expression: 'm +' }]), /Expression: expected a value/],
    [mathAlarm([metric('m'), { Id: 'e', Expression: 'm + n' }]), /id n/],
    [mathAlarm([metric('m'), { Id: 'e', Expression: 'AVG(m)' }]), /e comes to 0 time series/],
    [mathAlarm([metric('m'), metric('n', { Period: 300 }), { Id: 'e', Expression: 'm + n' }]), /same Period/],
    [mathAlarm([metric('m'), metric('n'), { Id: 'e', Expression: 'METRICS() * 2' }]), /e comes to 2 time series/],
    [mathAlarm([metric('m'), metric('m'), { Id: 'e', Expression: 'm' }]), /Id twice/],
    [mathAlarm([{ Id: 'e', Expression: 'TIME_SERIES(1)' }]), /no metric/],
    [
      mathAlarm([...'abcdefghijk'].map((id) => metric(id)).concat([{ Id: 'e', Expression: 'a' } as never])),
      /11 metrics/,
    ],
    [
      mathAlarm([metric('m'), band], {
        Threshold: undefined,
        ThresholdMetricId: 'other',
        ComparisonOperator: 'GreaterThanUpperThreshold',
      }),
      /ThresholdMetricId other/,
    ],
    [
      mathAlarm([
        { ...metric('m'), AccountId: '1' },
        { Id: 'e', Expression: 'm' },
      ]),
      /Metrics\[0\]: AccountId/,
    ],
    [compositeAlarm({ AlarmRule: 'ALARM(nobody)' }), /nobody, which is not an alarm/],
    [compositeAlarm({ AlarmRule: 'ALARM(Composite)' }), /circle/],
    [compositeAlarm({ AlarmRule: 'AT_LEAST(1, ALARM, (a))' }), /AT_LEAST/],
    [compositeAlarm({ AlarmRule: 'TRUE', ActionsSuppressor: 'x' }), /go together/],
    [compositeAlarm({}), /AlarmRule is missing/],
    [
      { logicalId: 'X', type: 'AWS::CloudWatch::AnomalyDetector', properties: {} },
      /does not run AWS::CloudWatch::AnomalyDetector/,
    ],
    [dashboard([{ type: 'metric', properties: { metrics: [['App', 'm', { stat: 'wm1' }]] } }]), /statistic wm1/],
    [
      dashboard([{ type: 'metric', properties: { metrics: [[{ expression: 'SUM(row1)' }], ['App', 'm']] } }]),
      /time series/,
    ],
    [dashboard([{ type: 'pie', properties: {} }]), /unknown type/],
  ];

  for (const [resource, message] of refused)
    assert.throws(() => cloudwatch.createAlarms([resource]), { message }, `${message} was not refused`);
});

test('createAlarms() tells every problem of every resource at once and changes nothing', (context) => {
  const bench = openBench(context);
  bench.cloudwatch.createAlarms([errorsAlarm()]);

  const create = () =>
    bench.cloudwatch.createAlarms([
      errorsAlarm({ Statistic: 'Median', Surprise: 1 }, 'First'),
      compositeAlarm({ AlarmRule: 'XOR' }, 'Second'),
    ]);

  assert.throws(create, ({ message }: Error) =>
    ['First: Surprise', 'First: Statistic', 'Second: AlarmRule'].every((part) => message.includes(part)),
  );
  assert.equal(stateOf(bench, 'Errors'), 'INSUFFICIENT_DATA');
});

test('createAlarms() takes a dashboard with the shorthands of its rows', (context) => {
  const { cloudwatch } = openBench(context);
  const metrics = [
    ['App', 'calls', 'model', 'a', 'env', 'prod', { stat: 'p99', id: 'm1' }],
    ['...', 'dev', { stat: 'Sum', id: 'm2' }],
    ['.', 'errors', '.', '.', '.', '.', { id: 'm3' }],
    [{ expression: '100 * m3 / m2' }],
    ['.', 'Calls', '.', '.', '.', '.'],
  ];

  assert.doesNotThrow(() => cloudwatch.createAlarms([dashboard([{ type: 'metric', properties: { metrics } }])]));
});
