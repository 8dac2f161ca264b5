/** Metric alarms as time goes by: what they look at, the state they go into, whom they tell, what is kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { type Bench, clientOf, errorsAlarm, HOUR, MINUTE, openBench, START, stateOf, TOPIC } from './setup.ts';

const errors = (bench: Bench, count = 1): void => bench.cloudwatch.putMetric('App', 'Errors', {}, count, 'Count');

test('an alarm goes off when m of the last n periods breach, and recovers when fewer do', (context) => {
  const bench = openBench(context);
  bench.cloudwatch.createAlarms([
    errorsAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' }),
  ]);
  const states: string[] = [];

  for (const minute of '0110100000') {
    if (minute === '1') errors(bench);
    else bench.cloudwatch.putMetric('App', 'Errors', {}, 0);
    bench.pass(MINUTE);
    states.push(stateOf(bench, 'Errors'));
  }

  assert.deepEqual(states, ['OK', 'OK', 'ALARM', 'ALARM', 'ALARM', 'OK', 'OK', 'OK', 'OK', 'OK']);
});

test('an alarm looks at whole periods that end with the minute of its evaluation, not with the hour’s fives', (context) => {
  const bench = openBench(context);
  bench.cloudwatch.createAlarms([errorsAlarm({ Period: 300, Threshold: 3 })]);

  for (const _ of [1, 2, 3]) {
    bench.pass(MINUTE);
    errors(bench);
  }
  const before = stateOf(bench, 'Errors');
  bench.pass(MINUTE);

  // At 10:04 the period is 09:59 to 10:04, and holds all three errors.
  assert.equal(before, 'OK');
  assert.equal(stateOf(bench, 'Errors'), 'ALARM');
});

test('an alarm does not look at the minute that is not over yet', (context) => {
  const bench = openBench(context);
  bench.cloudwatch.createAlarms([errorsAlarm({ TreatMissingData: 'notBreaching' })]);

  errors(bench);
  bench.pass(30_000);
  const during = stateOf(bench, 'Errors');
  bench.pass(30_000);

  assert.deepEqual([during, stateOf(bench, 'Errors')], ['OK', 'ALARM']);
});

test('a high-resolution alarm is looked at every ten seconds', (context) => {
  const bench = openBench(context);
  bench.cloudwatch.createAlarms([
    errorsAlarm({ Period: 10, EvaluationPeriods: 2, TreatMissingData: 'notBreaching' }, 'Fast'),
  ]);
  const emf = (at: number) =>
    JSON.stringify({
      _aws: {
        Timestamp: at,
        CloudWatchMetrics: [
          { Namespace: 'App', Dimensions: [[]], Metrics: [{ Name: 'Errors', StorageResolution: 1 }] },
        ],
      },
      Errors: 1,
    });
  const states: string[] = [];

  for (let tick = 0; tick < 3; tick++) {
    bench.cloudwatch.ingestLogLine(emf(bench.now), 'group');
    bench.pass(10_000);
    states.push(stateOf(bench, 'Fast'));
  }

  assert.deepEqual(states, ['OK', 'ALARM', 'ALARM']);
});

test('a percentile alarm ignores periods with too few samples to mean anything, if told to', (context) => {
  const bench = openBench(context);
  const alarm = (name: string, low: string) => {
    const { Statistic: _, ...properties } = errorsAlarm().properties;
    const percentile = { ExtendedStatistic: 'p90', EvaluateLowSampleCountPercentile: low, TreatMissingData: 'ignore' };
    return { ...errorsAlarm({}, name), properties: { ...properties, ...percentile, Threshold: 50 } };
  };
  bench.cloudwatch.createAlarms([alarm('Ignoring', 'ignore'), alarm('Evaluating', 'evaluate')]);
  const minute = (samples: number): void => {
    for (let index = 0; index < samples; index++) bench.cloudwatch.putMetric('App', 'Errors', {}, 100);
    bench.pass(MINUTE);
  };

  // p90 needs 10 / (1 − 0.9) = 100 samples.
  minute(99);
  const few = [stateOf(bench, 'Ignoring'), stateOf(bench, 'Evaluating')];
  minute(100);

  assert.deepEqual(few, ['INSUFFICIENT_DATA', 'ALARM']);
  assert.equal(stateOf(bench, 'Ignoring'), 'ALARM');
});

test('an alarm on an expression compares what the expression comes to', (context) => {
  const bench = openBench(context);
  const metric = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'App', MetricName }, Period: 300, Stat: 'Sum' },
    ReturnData: false,
  });
  const share = { Id: 'share', Expression: 'IF(calls >= 20, 100 * FILL(errors, 0) / calls, 0)', Label: 'failed, %' };
  bench.cloudwatch.createAlarms([
    {
      logicalId: 'Rate',
      type: 'AWS::CloudWatch::Alarm',
      properties: {
        Metrics: [share, metric('errors', 'Errors'), metric('calls', 'Calls')],
        EvaluationPeriods: 1,
        Threshold: 5,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: [TOPIC],
      },
    },
  ]);
  const minute = (calls: number, failed: number): string => {
    bench.cloudwatch.putMetric('App', 'Calls', {}, calls);
    if (failed > 0) errors(bench, failed);
    bench.pass(MINUTE);
    return stateOf(bench, 'Rate');
  };

  // One failure of two calls is no outage; nor is 1 of 32; 4 of 62 is.
  assert.deepEqual([minute(2, 1), minute(30, 0), minute(30, 3)], ['OK', 'OK', 'ALARM']);
  assert.equal((bench.published[0]!.message['Trigger'] as Record<string, unknown>)['MetricName'], undefined);
  assert.match(
    String(bench.published[0]!.message['NewStateReason']),
    /^Threshold Crossed: 1 out of the last 1 datapoints \[6\.45/,
  );
});

test('a change of state tells the state’s topics with the message CloudWatch sends', (context) => {
  const bench = openBench(context);
  bench.cloudwatch.createAlarms([
    errorsAlarm({
      AlarmName: 'too-many-errors',
      AlarmDescription: 'see the runbook',
      Dimensions: [{ Name: 'env', Value: 'prod' }],
      AlarmActions: [TOPIC],
      TreatMissingData: 'notBreaching',
    }),
  ]);
  bench.pass(MINUTE);

  bench.cloudwatch.putMetric('App', 'Errors', { env: 'prod' }, 2);
  bench.pass(MINUTE);

  assert.deepEqual(bench.published, [
    {
      topic: TOPIC,
      subject: 'ALARM: "too-many-errors" in EU (Ireland)',
      message: {
        AlarmName: 'too-many-errors',
        AlarmDescription: 'see the runbook',
        AWSAccountId: '123456789012',
        AlarmConfigurationUpdatedTimestamp: '2026-11-20T10:00:00.000+0000',
        NewStateValue: 'ALARM',
        NewStateReason:
          'Threshold Crossed: 1 out of the last 1 datapoints [2.0 (20/11/26 10:01:00)] was greater than or equal to the threshold (1.0) (minimum 1 datapoint for OK -> ALARM transition).',
        StateChangeTime: '2026-11-20T10:02:00.000+0000',
        Region: 'EU (Ireland)',
        AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:too-many-errors',
        OldStateValue: 'OK',
        OKActions: [],
        AlarmActions: [TOPIC],
        InsufficientDataActions: [],
        Trigger: {
          MetricName: 'Errors',
          Namespace: 'App',
          StatisticType: 'Statistic',
          Statistic: 'SUM',
          Unit: null,
          Dimensions: [{ value: 'prod', name: 'env' }],
          Period: 60,
          EvaluationPeriods: 1,
          DatapointsToAlarm: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          Threshold: 1,
          TreatMissingData: 'notBreaching',
          EvaluateLowSampleCountPercentile: '',
        },
      },
    },
  ]);
});

test('an alarm whose actions are disabled changes its state and tells nobody', (context) => {
  const bench = openBench(context);
  bench.cloudwatch.createAlarms([errorsAlarm({ ActionsEnabled: false, AlarmActions: [TOPIC] })]);

  errors(bench);
  bench.pass(MINUTE);

  assert.equal(stateOf(bench, 'Errors'), 'ALARM');
  assert.deepEqual(bench.published, []);
});

test('SetAlarmState takes the actions of the state, and the next evaluation has its own opinion', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  bench.cloudwatch.createAlarms([errorsAlarm({ AlarmActions: [TOPIC], TreatMissingData: 'notBreaching' })]);
  bench.pass(MINUTE);

  await client.send(new SetAlarmStateCommand({ AlarmName: 'Errors', StateValue: 'ALARM', StateReason: 'a drill' }));
  const drilled = stateOf(bench, 'Errors');
  bench.pass(MINUTE);

  assert.equal(drilled, 'ALARM');
  assert.equal(bench.published[0]!.message['NewStateReason'], 'a drill');
  assert.equal(stateOf(bench, 'Errors'), 'OK');
  await assert.rejects(
    client.send(new SetAlarmStateCommand({ AlarmName: 'Nobody', StateValue: 'OK', StateReason: 'x' })),
    { name: 'ResourceNotFound' },
  );
});

test('states, history and what was told survive a restart', async (context) => {
  const bench = openBench(context);
  const alarms = [errorsAlarm({ AlarmActions: [TOPIC], TreatMissingData: 'ignore' })];
  bench.cloudwatch.createAlarms(alarms);
  errors(bench);
  bench.pass(MINUTE);
  await bench.restart();
  const client = await clientOf(context, bench);

  bench.cloudwatch.createAlarms(alarms);
  bench.pass(MINUTE);
  const { AlarmHistoryItems } = await client.send(new DescribeAlarmHistoryCommand({ AlarmName: 'Errors' }));

  assert.equal(stateOf(bench, 'Errors'), 'ALARM');
  assert.equal(bench.published.length, 1);
  assert.deepEqual(
    AlarmHistoryItems!.map(({ HistoryItemType, HistorySummary, Timestamp }) => [
      HistoryItemType,
      HistorySummary,
      Number(Timestamp),
    ]),
    [
      ['Action', `Successfully executed action ${TOPIC}`, START + MINUTE],
      ['StateUpdate', 'Alarm updated from INSUFFICIENT_DATA to ALARM', START + MINUTE],
      ['ConfigurationUpdate', 'Alarm "Errors" created', START],
    ],
  );
});

test('an action that fails is logged and kept in the history, and the next one is still taken', async (context) => {
  const other = TOPIC.replace('oncall', 'other');
  const told: string[] = [];
  const publish = async (topic: string): Promise<void> => {
    if (topic === TOPIC) throw new Error('no such topic');
    told.push(topic);
  };
  const bench = openBench(context, { publish });
  const client = await clientOf(context, bench);
  bench.cloudwatch.createAlarms([errorsAlarm({ AlarmActions: [TOPIC, other] })]);
  errors(bench);
  bench.pass(MINUTE);
  await bench.cloudwatch.settled();

  const { AlarmHistoryItems } = await client.send(new DescribeAlarmHistoryCommand({ HistoryItemType: 'Action' }));

  assert.deepEqual(told, [other]);
  assert.match(bench.logged[0]!, /no such topic/);
  assert.deepEqual(AlarmHistoryItems!.map(({ HistorySummary }) => HistorySummary).toSorted(), [
    `Failed to execute action ${TOPIC}`,
    `Successfully executed action ${other}`,
  ]);
});

test('alarms that the template no longer has are gone, and a changed one keeps its state', (context) => {
  const bench = openBench(context);
  bench.cloudwatch.createAlarms([errorsAlarm(), errorsAlarm({}, 'Other')]);
  errors(bench);
  bench.pass(MINUTE);

  bench.cloudwatch.createAlarms([errorsAlarm({ Threshold: 5 })]);

  assert.deepEqual(
    bench.cloudwatch.alarmStates().map(({ name, state }) => [name, state]),
    [['Errors', 'ALARM']],
  );
});

test('DescribeAlarms tells configuration and state, by name, prefix, state and page', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  const names = ['a-1', 'a-2', 'b-1'];
  bench.cloudwatch.createAlarms(
    names.map((name) => errorsAlarm({ AlarmName: name, Threshold: name === 'b-1' ? 100 : 1 }, name)),
  );
  errors(bench);
  bench.pass(MINUTE);
  const describe = async (request: object) => {
    const { MetricAlarms, NextToken } = await client.send(new DescribeAlarmsCommand(request));
    return { names: MetricAlarms!.map(({ AlarmName }) => AlarmName), NextToken };
  };

  const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['a-1'] }));
  const page = await describe({ MaxRecords: 2 });

  assert.equal(MetricAlarms![0]!.Statistic, 'Sum');
  assert.equal(MetricAlarms![0]!.StateValue, 'ALARM');
  assert.deepEqual(MetricAlarms![0]!.StateUpdatedTimestamp, new Date(START + MINUTE));
  assert.deepEqual((await describe({ AlarmNamePrefix: 'a' })).names, ['a-1', 'a-2']);
  assert.deepEqual((await describe({ StateValue: 'OK' })).names, ['b-1']);
  assert.deepEqual(page.names, ['a-1', 'a-2']);
  assert.deepEqual((await describe({ MaxRecords: 2, NextToken: page.NextToken })).names, ['b-1']);
});

test('DescribeAlarmsForMetric finds the alarms on a metric', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  bench.cloudwatch.createAlarms([errorsAlarm(), errorsAlarm({ Dimensions: [{ Name: 'a', Value: 'b' }] }, 'Other')]);

  const { MetricAlarms } = await client.send(
    new DescribeAlarmsForMetricCommand({ Namespace: 'App', MetricName: 'Errors' }),
  );

  assert.deepEqual(
    MetricAlarms!.map(({ AlarmName }) => AlarmName),
    ['Errors'],
  );
});

test('an alarm on DynamoDB ignores missing data whatever it says, as in CloudWatch', (context) => {
  const bench = openBench(context);
  const metric = { Namespace: 'AWS/DynamoDB', MetricName: 'ThrottledRequests' };
  bench.cloudwatch.createAlarms([errorsAlarm({ ...metric, TreatMissingData: 'breaching' })]);

  bench.pass(MINUTE);

  assert.equal(stateOf(bench, 'Errors'), 'INSUFFICIENT_DATA');
});

test('an alarm on a metric that stops goes the way its missing data says', (context) => {
  const bench = openBench(context);
  const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'];
  bench.cloudwatch.createAlarms(
    treatments.map((TreatMissingData) => errorsAlarm({ TreatMissingData }, TreatMissingData)),
  );
  bench.cloudwatch.putMetric('App', 'Errors', {}, 0);
  bench.pass(MINUTE);
  const flowing = treatments.map((name) => stateOf(bench, name));

  for (let minute = 0; minute < 60; minute++) bench.pass(MINUTE);

  assert.deepEqual(flowing, ['OK', 'OK', 'OK', 'OK']);
  assert.deepEqual(
    treatments.map((name) => stateOf(bench, name)),
    ['INSUFFICIENT_DATA', 'OK', 'ALARM', 'OK'],
  );
  assert.equal(bench.now, START + HOUR + MINUTE);
});
