/** Composite alarms: their rules, and the suppression of their actions against AWS's documented examples. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import fc from 'fast-check';
import type { AlarmState, Rule } from '../../../local/aws/cloudwatch/alarms/definition.ts';
import { childrenOf, parseRule, ruleHolds } from '../../../local/aws/cloudwatch/alarms/rule.ts';
import { type Suppression, stepSuppression } from '../../../local/aws/cloudwatch/alarms/suppression.ts';
import { type Bench, clientOf, compositeAlarm, errorsAlarm, MINUTE, openBench, stateOf, TOPIC } from './setup.ts';

test('parseRule() reads names, quoted names and ARNs, and words in any case', () => {
  const source =
    'ALARM(cpu) and not (ok("disk full") OR insufficient_data(arn:aws:cloudwatch:eu-west-1:1:alarm:net)) OR FALSE';

  const rule = parseRule(source);

  assert.deepEqual(childrenOf(rule), ['cpu', 'disk full', 'net']);
  assert.equal(
    ruleHolds(rule, (name) => (name === 'cpu' ? 'ALARM' : name === 'net' ? 'OK' : 'ALARM')),
    true,
  );
});

test('parseRule() reads the rules that the CDK writes', () => {
  const rule = parseRule('((ALARM("arn:aws:cloudwatch:eu-west-1:1:alarm:a") OR ALARM("b")) AND (NOT (ALARM("c"))))');

  const states = (a: AlarmState, b: AlarmState, c: AlarmState) => ruleHolds(rule, (name) => ({ a, b, c })[name as 'a']);

  assert.equal(states('ALARM', 'OK', 'OK'), true);
  assert.equal(states('ALARM', 'OK', 'ALARM'), false);
  assert.equal(states('OK', 'OK', 'OK'), false);
});

test('parseRule() refuses what it does not know, by name', () => {
  const broken: Readonly<Record<string, RegExp>> = {
    '': /end/,
    'AT_LEAST(2, ALARM, (a, b))': /AT_LEAST/,
    'ALARM(a) XOR ALARM(b)': /XOR/,
    'ALARM(a': /end/,
    'ALARM()': /name/,
    'ALARM a': /a/,
    NOT: /end/,
    '(ALARM(a)': /end/,
    'ALARM(a) ALARM(b)': /ALARM/,
    'ALARM("a)': /quotation/,
  };

  for (const [source, message] of Object.entries(broken)) assert.throws(() => parseRule(source), { message }, source);
  assert.throws(() => parseRule(`${'('.repeat(10_000)}TRUE`), { message: /500/ });
});

const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      kind: fc.constant('state' as const),
      state: fc.constantFrom<AlarmState>('OK', 'ALARM', 'INSUFFICIENT_DATA'),
      alarm: fc.constantFrom('a', 'b b', 'OK'),
    }),
    fc.record({ kind: fc.constant('constant' as const), value: fc.boolean() }),
    fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('rule'), right: tie('rule') }),
  ),
}));

const written = (part: Rule): string => {
  if (part.kind === 'state') return `${part.state}("${part.alarm}")`;
  if (part.kind === 'constant') return part.value ? 'TRUE' : 'FALSE';
  if (part.kind === 'not') return `NOT (${written(part.rule)})`;
  return `(${written(part.left)}) ${part.kind.toUpperCase()} (${written(part.right)})`;
};

test('parseRule() reads back any rule that is written out', () => {
  fc.assert(fc.property(rule, (any) => assert.deepEqual(parseRule(written(any)), structuredClone(any))));
});

/**
 * Plays a timeline of `t: composite/suppressor` and tells at which times the composite took its actions; the wait is 2
 * time units and the extension 3, as in the documentation.
 */
const actionTimes = (timeline: Readonly<Record<number, string>>): readonly number[] => {
  const acted: number[] = [];
  let memory: Suppression = { pending: false };
  let composite = 'OK';
  let suppressor = 'OK';
  for (let now = 0; now <= 12; now++) {
    const before = composite;
    [composite = '', suppressor = ''] = (timeline[now] ?? `${composite}/${suppressor}`).split('/');
    const moment = {
      changed: composite !== before,
      suppressorInAlarm: suppressor === 'ALARM',
      now,
      waitMs: 2,
      extensionMs: 3,
    };
    const step = stepSuppression(memory, moment);
    memory = step.memory;
    if (step.act) acted.push(now);
  }
  return acted;
};

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
test('stepSuppression() acts after the wait if the suppressor stays OK (example 1)', () => {
  assert.deepEqual(actionTimes({ 2: 'ALARM/OK' }), [4]);
});

test('stepSuppression() does not act while the suppressor is in ALARM (examples 2 and 4)', () => {
  assert.deepEqual(actionTimes({ 2: 'ALARM/OK', 3: 'ALARM/ALARM' }), []);
  assert.deepEqual(actionTimes({ 1: 'OK/ALARM', 2: 'ALARM/ALARM' }), []);
});

test('stepSuppression() begins a new wait with each change of state (example 3)', () => {
  assert.deepEqual(actionTimes({ 2: 'ALARM/OK', 3: 'OK/OK' }), [5]);
});

test('stepSuppression() acts after the extension if the alarm is still on (example 5)', () => {
  assert.deepEqual(actionTimes({ 2: 'ALARM/OK', 3: 'ALARM/ALARM', 6: 'ALARM/OK' }), [9]);
});

test('stepSuppression() begins a new wait when the alarm changes within the extension (example 6)', () => {
  assert.deepEqual(actionTimes({ 2: 'ALARM/OK', 3: 'ALARM/ALARM', 6: 'ALARM/OK', 7: 'OK/OK' }), [9]);
});

test('stepSuppression() takes no action when only the suppressor changes', () => {
  assert.deepEqual(actionTimes({ 2: 'OK/ALARM', 5: 'OK/OK' }), []);
});

const metricNamed = (name: string) => errorsAlarm({ MetricName: name, TreatMissingData: 'notBreaching' }, name);
const breach = (bench: Bench, ...names: readonly string[]): void => {
  for (const name of names) bench.cloudwatch.putMetric('App', name, {}, 1);
  bench.pass(MINUTE);
};

test('a composite alarm calls once for several symptoms, and names the child that made it', (context) => {
  const bench = openBench(context);
  bench.cloudwatch.createAlarms([
    compositeAlarm({ AlarmRule: 'ALARM(Slow) OR ALARM(Poor)', AlarmActions: [TOPIC], AlarmDescription: 'degraded' }),
    metricNamed('Slow'),
    metricNamed('Poor'),
  ]);
  bench.pass(MINUTE);

  breach(bench, 'Slow');
  breach(bench, 'Slow', 'Poor');

  const arn = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm';
  assert.equal(bench.published.length, 1);
  const { message } = bench.published[0]!;
  assert.equal(message['NewStateReason'], `${arn}:Slow transitioned to ALARM at Friday 20 November, 2026 10:02:00 UTC`);
  assert.equal(message['AlarmRule'], 'ALARM(Slow) OR ALARM(Poor)');
  assert.deepEqual(message['TriggeringChildren'], [
    { Arn: `${arn}:Slow`, State: { Value: 'ALARM', Timestamp: '2026-11-20T10:02:00.000+0000' } },
  ]);
});

test('a composite alarm of composite alarms follows within the same evaluation', (context) => {
  const bench = openBench(context);
  bench.cloudwatch.createAlarms([
    compositeAlarm({ AlarmRule: 'ALARM(Inner) AND NOT ALARM(Cause)' }, 'Outer'),
    compositeAlarm({ AlarmRule: 'ALARM(Slow)' }, 'Inner'),
    metricNamed('Cause'),
    metricNamed('Slow'),
  ]);

  breach(bench, 'Slow');
  const explained = stateOf(bench, 'Outer');
  breach(bench, 'Slow', 'Cause');

  assert.deepEqual([explained, stateOf(bench, 'Outer')], ['ALARM', 'OK']);
});

test('a suppressor holds back actions, over a restart too, and DescribeAlarms says so', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  const alarms = [
    compositeAlarm({
      AlarmRule: 'ALARM(Slow)',
      AlarmActions: [TOPIC],
      ActionsSuppressor: 'Maintenance',
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 120,
    }),
    metricNamed('Slow'),
    metricNamed('Maintenance'),
  ];
  bench.cloudwatch.createAlarms(alarms);
  bench.pass(MINUTE);
  bench.pass(MINUTE);

  breach(bench, 'Slow', 'Maintenance');
  await bench.restart();
  bench.cloudwatch.createAlarms(alarms);
  breach(bench, 'Slow', 'Maintenance');
  const { CompositeAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'] }));
  const during = [...bench.published];
  for (let minute = 0; minute < 8; minute++) {
    bench.cloudwatch.putMetric('App', 'Maintenance', {}, 0);
    breach(bench, 'Slow');
  }

  assert.equal(CompositeAlarms![0]!.StateValue, 'ALARM');
  assert.equal(CompositeAlarms![0]!.ActionsSuppressedBy, 'Alarm');
  assert.deepEqual(during, []);
  assert.deepEqual(
    bench.published.map(({ message }) => [message['NewStateValue'], message['OldStateValue']]),
    [['ALARM', 'OK']],
  );
});

test('DescribeAlarms finds the children and the parents of an alarm', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  bench.cloudwatch.createAlarms([
    compositeAlarm({ AlarmRule: 'ALARM(Slow)' }),
    metricNamed('Slow'),
    metricNamed('Poor'),
  ]);
  const AlarmTypes = ['CompositeAlarm' as const, 'MetricAlarm' as const];

  const children = await client.send(new DescribeAlarmsCommand({ ChildrenOfAlarmName: 'Composite', AlarmTypes }));
  const parents = await client.send(new DescribeAlarmsCommand({ ParentsOfAlarmName: 'Slow', AlarmTypes }));

  assert.deepEqual(
    children.MetricAlarms!.map(({ AlarmName }) => AlarmName),
    ['Slow'],
  );
  assert.deepEqual(
    parents.CompositeAlarms!.map(({ AlarmName }) => AlarmName),
    ['Composite'],
  );
});
